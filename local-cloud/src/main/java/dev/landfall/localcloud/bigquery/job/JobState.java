package dev.landfall.localcloud.bigquery.job;

/** The life of a job, in order. */
public enum JobState {
    PENDING,
    RUNNING,
    DONE
}
