package dev.landfall.localcloud.pubsub;

import java.time.Duration;

/** How long a message waits before it is delivered again: doubling from a least to a longest wait. */
record Backoff(Duration least, Duration longest) {
    static final Backoff NONE = new Backoff(Duration.ZERO, Duration.ZERO);

    private static final int MAX_DOUBLINGS = 30;

    Backoff {
        if (least.isNegative() || longest.compareTo(least) < 0) {
            throw new IllegalArgumentException("Backoff from " + least + " to " + longest);
        }
    }

    /** @param attempt how often the message was delivered so far, from 1 */
    Duration after(int attempt) {
        Duration wait = least.multipliedBy(1L << Math.min(attempt - 1, MAX_DOUBLINGS));
        return wait.compareTo(longest) < 0 ? wait : longest;
    }
}
