package dev.landfall.localcloud.events;

import java.net.URI;

/**
 * Sends a bucket's events to a receiver.
 *
 * @param concurrency how many deliveries may be under way at once
 */
public record Trigger(String bucket, URI receiver, int concurrency) {
    public static final int DEFAULT_CONCURRENCY = 8;

    public Trigger {
        if (concurrency < 1) {
            throw new IllegalArgumentException("A trigger needs a concurrency of at least 1, not " + concurrency);
        }
        if (!"http".equals(receiver.getScheme()) || receiver.getHost() == null) {
            throw new IllegalArgumentException(
                    "The receiver of a trigger is an address like http://127.0.0.1:8080/, not '" + receiver + "'");
        }
    }

    public static Trigger of(String bucket, URI receiver) {
        return new Trigger(bucket, receiver, DEFAULT_CONCURRENCY);
    }
}
