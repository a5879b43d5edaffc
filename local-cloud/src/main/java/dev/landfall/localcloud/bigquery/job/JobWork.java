package dev.landfall.localcloud.bigquery.job;

/** What a job does. */
@FunctionalInterface
public interface JobWork {
    /**
     * Does it, in the calling thread.
     *
     * @throws dev.landfall.localcloud.http.ApiException with the reason, message and location of the job's errorResult
     */
    JobOutcome run(JobControl control);
}
