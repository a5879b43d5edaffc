package dev.landfall.endtoend.bench;

import java.time.Duration;

/**
 * What it took to drain a backlog.
 *
 * @param virtual the time that BigQuery's latencies and quotas went by
 * @param real what the machine took
 * @param failedDeliveries events that had to come again
 * @param complete every target has every row once
 */
record Drained(
        int files,
        Duration virtual,
        Duration real,
        long loadJobs,
        long merges,
        long refusals,
        String refused,
        long failedDeliveries,
        boolean complete) {
    long jobs() {
        return loadJobs + merges;
    }
}
