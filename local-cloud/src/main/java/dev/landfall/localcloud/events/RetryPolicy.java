package dev.landfall.localcloud.events;

import java.time.Duration;

/**
 * When a failed delivery is tried again: after {@code minBackoff}, then doubling up to {@code maxBackoff}, until the
 * event is older than {@code retention}.
 */
public record RetryPolicy(Duration minBackoff, Duration maxBackoff, Duration retention) {
    /**
     * As the transport of Eventarc Standard.
     *
     * @see <a href="https://cloud.google.com/eventarc/docs/retry-events">Retry events</a>
     */
    public static final RetryPolicy EVENTARC =
            new RetryPolicy(Duration.ofSeconds(10), Duration.ofSeconds(600), Duration.ofHours(24));

    public RetryPolicy {
        if (minBackoff.isNegative() || minBackoff.isZero() || maxBackoff.compareTo(minBackoff) < 0) {
            throw new IllegalArgumentException("A backoff from " + minBackoff + " to " + maxBackoff
                    + ": the smallest must be above zero and not above the greatest");
        }
        if (retention.isNegative()) {
            throw new IllegalArgumentException("A negative retention: " + retention);
        }
    }

    public RetryPolicy withBackoff(Duration min, Duration max) {
        return new RetryPolicy(min, max, retention);
    }

    /** @param attempts how many deliveries have failed so far, at least 1 */
    public Duration delayAfter(int attempts) {
        Duration delay = minBackoff;
        for (int i = 1; i < attempts && delay.compareTo(maxBackoff) < 0; i++) {
            delay = delay.multipliedBy(2);
        }
        return delay.compareTo(maxBackoff) < 0 ? delay : maxBackoff;
    }
}
