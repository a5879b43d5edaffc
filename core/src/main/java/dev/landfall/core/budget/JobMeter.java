package dev.landfall.core.budget;

import java.time.Instant;

/**
 * A leaky meter of jobs: each job adds one, and time drains it.
 *
 * @param level when it was last written
 * @param at when that was
 */
public record JobMeter(double level, Instant at) {
    public static final JobMeter EMPTY = new JobMeter(0, Instant.EPOCH);
}
