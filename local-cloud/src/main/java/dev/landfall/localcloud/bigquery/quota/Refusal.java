package dev.landfall.localcloud.bigquery.quota;

import dev.landfall.localcloud.http.ApiException;
import java.util.Locale;

/**
 * Each way in which a quota says no, in BigQuery's words where they are known: those of loads per project and of the
 * rate of DML are ours, by analogy.
 */
public enum Refusal {
    LOADS_PER_PROJECT(
            403,
            "quotaExceeded",
            "load_job_per_project.long",
            "Quota exceeded: Your project exceeded quota for imports per project"),
    MODIFICATIONS_PER_TABLE(
            403,
            "quotaExceeded",
            "load_job_per_table.long",
            "Quota exceeded: Your table exceeded quota for imports or query appends per table"),
    PARTITION_MODIFICATIONS(
            403,
            "quotaExceeded",
            "partition_modifications_per_column_partitioned_table.long",
            "Quota exceeded: Your table exceeded quota for Number of partition modifications to a column partitioned"
                    + " table"),
    TABLE_UPDATES(
            403,
            "rateLimitExceeded",
            "table.write",
            "Exceeded rate limits: too many table update operations for this table"),
    PARTITIONED_TABLE_UPDATES(
            403,
            "rateLimitExceeded",
            "table.write",
            "Exceeded rate limits: too many partitioned table update operations for this table"),
    DML_RATE(403, "rateLimitExceeded", "", "Exceeded rate limits: too many DML statements against this table"),
    DML_QUEUE(
            400,
            "resourcesExceeded",
            "",
            "Resources exceeded during query execution: Too many DML statements outstanding against table %s, limit is"
                    + " %d."),
    DML_PATIENCE(400, "resourcesExceeded", "", "DML statement has been queued for too long"),
    REQUESTS(
            403,
            "rateLimitExceeded",
            "",
            "Exceeded rate limits: too many api requests per user per method for this user_method");

    private final int status;
    private final String reason;
    private final String location;
    private final String message;

    Refusal(int status, String reason, String location, String message) {
        this.status = status;
        this.reason = reason;
        this.location = location;
        this.message = message;
    }

    /** The key in the statistics. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    ApiException error(Object... details) {
        String text = details.length == 0 ? message : String.format(Locale.ROOT, message, details);
        return new ApiException(status, reason, text, location);
    }
}
