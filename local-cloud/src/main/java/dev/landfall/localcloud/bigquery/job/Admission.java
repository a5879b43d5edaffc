package dev.landfall.localcloud.bigquery.job;

import com.google.gson.JsonObject;

/** Who may do what when: the service's quotas, queues and latency. Thread-safe. */
@FunctionalInterface
public interface Admission {
    /** Everybody may do everything at once. */
    Admission FREE = (id, configuration) -> Passage.FREE;

    /**
     * Takes a job in.
     *
     * @throws dev.landfall.localcloud.http.ApiException the refusal, which then is the answer to {@code jobs.insert}
     */
    Passage admit(JobId id, JsonObject configuration);
}
