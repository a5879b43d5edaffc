package dev.landfall.localcloud.bigquery.quota;

import java.time.Duration;

/**
 * How much of what BigQuery lets happen.
 *
 * @param loadJobsPerProject in a rolling day; failed ones count
 * @param modificationsPerTable loads, and queries with a destination table, in a rolling day, of a table without
 *     partitions
 * @param modificationsPerPartitionedTable the same for a table partitioned by a column; here every job counts as one
 *     partition, however many it touches
 * @param modificationsPerIngestionTimeTable the same for a table partitioned by the time of ingestion
 * @param updatesPerTable changes of metadata by the API, DDL, loads and queries in 10 seconds; DML counts but is not
 *     refused
 * @param updatesPerPartitionedTable the same for a partitioned table
 * @param dmlPerTable statements in 10 seconds
 * @param mutations UPDATE, DELETE and MERGE statements per table
 * @param insertsAtOnce INSERT statements per table in a rolling day before they queue at all
 * @param inserts the others
 * @param requestsPerMethod API requests per second and method
 * @param requestsForJobs those of {@code jobs.get}
 * @see <a href="https://cloud.google.com/bigquery/quotas">Quotas and limits</a>
 */
public record BigQueryLimits(
        int loadJobsPerProject,
        int modificationsPerTable,
        int modificationsPerPartitionedTable,
        int modificationsPerIngestionTimeTable,
        int updatesPerTable,
        int updatesPerPartitionedTable,
        int dmlPerTable,
        Queue mutations,
        int insertsAtOnce,
        Queue inserts,
        int requestsPerMethod,
        int requestsForJobs) {
    private static final int ANY = Integer.MAX_VALUE;

    /**
     * Statements on one table.
     *
     * @param running at once
     * @param queued PENDING; one more fails
     * @param patience after which a queued one fails
     */
    public record Queue(int running, int queued, Duration patience) {}

    /** No limit at all. */
    public static final BigQueryLimits NONE = new BigQueryLimits(
            ANY,
            ANY,
            ANY,
            ANY,
            ANY,
            ANY,
            ANY,
            new Queue(ANY, ANY, Duration.ofDays(1)),
            ANY,
            new Queue(ANY, ANY, Duration.ofDays(1)),
            ANY,
            ANY);

    /** As documented in August 2026. */
    public static final BigQueryLimits DOCUMENTED = new BigQueryLimits(
            100_000,
            1_500,
            30_000,
            11_000,
            5,
            50,
            25,
            new Queue(2, 20, Duration.ofHours(7)),
            1_500,
            new Queue(10, 100, Duration.ofHours(7)),
            100,
            1_000);

    /** The same with other numbers of load jobs a day, so that a test need not make 100,000. */
    public BigQueryLimits withLoadJobs(int perProject, int perTable) {
        return new BigQueryLimits(
                perProject,
                perTable,
                modificationsPerPartitionedTable,
                modificationsPerIngestionTimeTable,
                updatesPerTable,
                updatesPerPartitionedTable,
                dmlPerTable,
                mutations,
                insertsAtOnce,
                inserts,
                requestsPerMethod,
                requestsForJobs);
    }
}
