package dev.landfall.migration.initialload;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A table whose deltas are files, which are all delivered whenever they came, or that has no deltas: the load's rows
 * carry the time at which it began.
 */
public record NoWatermark(Clock clock) implements FirstDelta {
    @Override
    public Beginning note() {
        return new Beginning(ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant()), null);
    }

    @Override
    public void handOver(LoadState state) {
        // The replicator delivers every file that it does not know yet.
    }
}
