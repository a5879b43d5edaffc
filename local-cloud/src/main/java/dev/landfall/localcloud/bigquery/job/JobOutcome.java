package dev.landfall.localcloud.bigquery.job;

import com.google.gson.JsonObject;
import dev.landfall.localcloud.bigquery.query.QueryResult;
import java.util.Optional;

/**
 * What a job that succeeded leaves behind.
 *
 * @param statistics to be added to the job's {@code statistics}: an object under {@code load} or {@code query}
 * @param result the rows of a query
 */
public record JobOutcome(JsonObject statistics, Optional<QueryResult> result) {}
