package dev.landfall.gcp.bigquery;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How long to wait before a job is looked at again. A job's end is noticed late by at most 3 % of its time, so that a file
 * that comes alone is not kept waiting; but the more jobs one instance waits for, the more rarely it looks at each: some
 * 33 calls a second, so that the 30 instances of a default deployment stay within the 1,000 that a project may make.
 * Thread-safe.
 */
final class PollPace {
    private static final Duration LEAST = Duration.ofMillis(50);
    private static final Duration MOST = Duration.ofSeconds(2);
    private static final Duration PER_WAITING = Duration.ofMillis(30);
    private static final int SHARE = 33;

    private final AtomicInteger waiting = new AtomicInteger();

    /** Somebody waits for a job until it is closed. */
    interface Waiting extends AutoCloseable {
        @Override
        void close();
    }

    Waiting begin() {
        waiting.incrementAndGet();
        return waiting::decrementAndGet;
    }

    /** @param elapsed since the job was first looked at */
    Duration delay(Duration elapsed) {
        Duration share = elapsed.dividedBy(SHARE);
        Duration own = share.compareTo(LEAST) < 0 ? LEAST : share.compareTo(MOST) > 0 ? MOST : share;
        Duration crowded = PER_WAITING.multipliedBy(waiting.get());
        return own.compareTo(crowded) < 0 ? crowded : own;
    }
}
