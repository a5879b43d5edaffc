package dev.landfall.localcloud.bigquery.job;

import dev.landfall.localcloud.http.ApiException;
import org.jspecify.annotations.Nullable;

/** The way of one job through quotas, queues and latency. Its methods are called by the job's own thread. */
public interface Passage {
    /** A way without obstacles. */
    Passage FREE = new Passage() {};

    /** An operation under way; closing it ends it. */
    interface Underway extends AutoCloseable {
        @Override
        void close();
    }

    /** True if the job is PENDING until its first operation may begin. */
    default boolean pendsForOperations() {
        return false;
    }

    /** Waits as long as the job is PENDING for the service's sake. */
    default void pend(JobControl control) {}

    /**
     * Waits until the operation may be carried out.
     *
     * @throws ApiException the refusal, which then is the job's error
     */
    default Underway enter(Operation operation, JobControl control) {
        return () -> {};
    }

    /** The job is DONE. */
    default void done(@Nullable ApiException failure) {}
}
