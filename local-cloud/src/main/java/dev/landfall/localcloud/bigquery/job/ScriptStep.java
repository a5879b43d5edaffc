package dev.landfall.localcloud.bigquery.job;

import com.google.gson.JsonObject;
import dev.landfall.localcloud.http.ApiException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One statement of a script that has ended, which the API shows as a child job.
 *
 * @param configuration of the child, as the API shows it
 * @param outcome if it succeeded
 * @param error if it failed
 */
public record ScriptStep(
        JsonObject configuration,
        Instant started,
        Instant ended,
        @Nullable JobOutcome outcome,
        @Nullable ApiException error) {}
