package dev.landfall.cli;

import dev.landfall.migration.initialload.FirstDelta;
import dev.landfall.migration.initialload.LoadState;

/**
 * The seam of tables that are loaded at once to the replicator's state database, which one of them has at a time.
 *
 * @param lock that they share
 */
record OneAtATime(FirstDelta deltas, Object lock) implements FirstDelta {
    @Override
    public Beginning note() {
        synchronized (lock) {
            return deltas.note();
        }
    }

    @Override
    public void handOver(LoadState state) {
        synchronized (lock) {
            deltas.handOver(state);
        }
    }
}
