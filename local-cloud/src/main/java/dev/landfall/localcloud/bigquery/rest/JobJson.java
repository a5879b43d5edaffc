package dev.landfall.localcloud.bigquery.rest;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.landfall.localcloud.bigquery.job.Job;
import dev.landfall.localcloud.bigquery.job.JobId;
import dev.landfall.localcloud.bigquery.query.QueryResult;
import dev.landfall.localcloud.http.ApiException;
import java.util.Optional;

/** The REST resource {@code Job}. */
final class JobJson {
    private JobJson() {}

    static JsonObject full(Job job, String origin) {
        JsonObject json = new JsonObject();
        json.addProperty("kind", "bigquery#job");
        json.addProperty("etag", job.state() + "-" + job.created().toEpochMilli());
        json.addProperty("id", job.id().toString());
        json.addProperty(
                "selfLink",
                origin + "/bigquery/v2/projects/" + job.id().project() + "/jobs/"
                        + job.id().id() + "?location=" + job.id().location());
        json.addProperty("user_email", "local@localhost");
        json.add("jobReference", reference(job.id()));
        json.add("configuration", configuration(job));
        json.add("statistics", statistics(job));
        json.add("status", status(job));
        return json;
    }

    static JsonObject reference(JobId id) {
        JsonObject json = new JsonObject();
        json.addProperty("projectId", id.project());
        json.addProperty("jobId", id.id());
        json.addProperty("location", id.location());
        return json;
    }

    static JsonObject error(ApiException error) {
        JsonObject json = new JsonObject();
        json.addProperty("reason", error.reason());
        if (!error.location().isEmpty()) {
            json.addProperty("location", error.location());
        }
        json.addProperty("message", error.getMessage());
        return json;
    }

    /** A query's anonymous result is its destination table: that is where clients read the rows. */
    private static JsonObject configuration(Job job) {
        JsonObject configuration = job.configuration().deepCopy();
        Optional<QueryResult> result = job.result();
        if (configuration.has("query") && result.isPresent()) {
            configuration
                    .getAsJsonObject("query")
                    .add("destinationTable", TableJson.reference(result.get().table()));
        }
        return configuration;
    }

    private static JsonObject statistics(Job job) {
        JsonObject statistics = new JsonObject();
        job.outcome()
                .ifPresent(outcome -> outcome.statistics()
                        .entrySet()
                        .forEach(entry -> statistics.add(entry.getKey(), entry.getValue())));
        job.parent().ifPresent(parent -> statistics.addProperty("parentJobId", parent.id()));
        if (job.childCount() > 0) {
            statistics.addProperty("numChildJobs", String.valueOf(job.childCount()));
        }
        statistics.addProperty("creationTime", String.valueOf(job.created().toEpochMilli()));
        job.started().ifPresent(time -> statistics.addProperty("startTime", String.valueOf(time.toEpochMilli())));
        job.ended().ifPresent(time -> statistics.addProperty("endTime", String.valueOf(time.toEpochMilli())));
        return statistics;
    }

    private static JsonObject status(Job job) {
        JsonObject status = new JsonObject();
        status.addProperty("state", job.state().name());
        job.error().ifPresent(error -> {
            status.add("errorResult", error(error));
            JsonArray errors = new JsonArray();
            errors.add(error(error));
            status.add("errors", errors);
        });
        return status;
    }
}
