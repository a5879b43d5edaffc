package dev.landfall.localcloud.bigquery.job;

import dev.landfall.localcloud.http.ApiException;
import java.util.regex.Pattern;

/** What names a job. An id is used up by the first insert, whatever becomes of the job. */
public record JobId(String project, String location, String id) {
    private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9_-]{1,1024}");

    public JobId {
        if (!LEGAL.matcher(id).matches()) {
            throw ApiException.invalid("Invalid job ID \"" + id
                    + "\". Job IDs must be alphanumeric (plus underscores and dashes) and must be at most 1024"
                    + " characters long.");
        }
    }

    /** {@code project:location.id}, the form of the REST API's ids and error messages. */
    @Override
    public String toString() {
        return project + ":" + location + "." + id;
    }
}
