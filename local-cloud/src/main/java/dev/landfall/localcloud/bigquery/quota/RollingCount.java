package dev.landfall.localcloud.bigquery.quota;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** How often something happened in the time just past; it refills as what happened grows old. Not thread-safe. */
final class RollingCount {
    private final Duration period;
    private final Deque<Instant> times = new ArrayDeque<>();

    RollingCount(Duration period) {
        this.period = period;
    }

    /** Counts one, unless there are that many already. */
    boolean take(Instant now, int limit) {
        forget(now);
        if (times.size() >= limit) {
            return false;
        }
        times.add(now);
        return true;
    }

    /** Counts one that is not refused. */
    void add(Instant now) {
        forget(now);
        times.add(now);
    }

    boolean isIdle(Instant now) {
        forget(now);
        return times.isEmpty();
    }

    private void forget(Instant now) {
        Instant oldest = now.minus(period);
        while (!times.isEmpty() && !times.getFirst().isAfter(oldest)) {
            times.removeFirst();
        }
    }
}
