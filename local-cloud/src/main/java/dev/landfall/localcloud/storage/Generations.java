package dev.landfall.localcloud.storage;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Generation numbers: microseconds since the epoch, strictly increasing, also when the clock is not. */
final class Generations {
    private final Clock clock;
    private final AtomicLong last = new AtomicLong();

    Generations(Clock clock) {
        this.clock = clock;
    }

    /** Every next one is greater than this. */
    void startAfter(long generation) {
        last.accumulateAndGet(generation, Math::max);
    }

    long next() {
        Instant now = clock.instant();
        long micros = TimeUnit.SECONDS.toMicros(now.getEpochSecond()) + TimeUnit.NANOSECONDS.toMicros(now.getNano());
        return last.updateAndGet(previous -> Math.max(previous + 1, micros));
    }
}
