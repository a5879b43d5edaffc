package dev.landfall.localcloud.bigquery.job;

import com.google.gson.JsonObject;
import dev.landfall.localcloud.http.ApiException;
import java.time.Instant;
import java.util.Optional;

/** A job of an earlier run as its history tells it. */
record KeptJob(JsonObject json) {
    JobId id() {
        return new JobId(text("project"), text("location"), text("id"));
    }

    Optional<JobId> parent() {
        return Optional.ofNullable(json.get("parent"))
                .map(parent -> new JobId(text("project"), text("location"), parent.getAsString()));
    }

    int position() {
        return json.get("position").getAsInt();
    }

    JsonObject configuration() {
        return json.getAsJsonObject("configuration");
    }

    Instant created() {
        return Instant.parse(text("created"));
    }

    Instant started() {
        return json.has("started") ? Instant.parse(text("started")) : created();
    }

    Job.End end() {
        Instant time = Instant.parse(text("ended"));
        if (json.has("error")) {
            JsonObject error = json.getAsJsonObject("error");
            return Job.End.failure(
                    time,
                    new ApiException(
                            error.get("status").getAsInt(),
                            error.get("reason").getAsString(),
                            error.get("message").getAsString(),
                            error.get("location").getAsString()));
        }
        return Job.End.success(time, new JobOutcome(json.getAsJsonObject("statistics"), Optional.empty()));
    }

    /** Whether there were rows, which are gone. */
    boolean hadRows() {
        return json.has("rows") && json.get("rows").getAsBoolean();
    }

    /** Of a job that is known to be committed, and of which no more is known. */
    static JsonObject noStatistics(JsonObject json) {
        JsonObject statistics = new JsonObject();
        statistics.add(json.getAsJsonObject("configuration").has("load") ? "load" : "query", new JsonObject());
        return statistics;
    }

    static ApiException cutOff() {
        return new ApiException(
                400,
                "jobBackendError",
                "The local cloud was stopped while the job ran. Nothing of it was kept, except what statements of a"
                        + " script had committed. Retry it with a new job ID.");
    }

    private String text(String name) {
        return json.get(name).getAsString();
    }
}
