package dev.landfall.localcloud.storage;

import dev.landfall.localcloud.http.ApiException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * How often one object may be created, updated or deleted: as often as one likes, or once a second. The real limit is
 * soft; this one is exact. Thread-safe.
 *
 * @see <a href="https://cloud.google.com/storage/docs/objects#immutability">Object immutability</a>
 */
final class WriteRate {
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final int TIDY_AT = 10_000;

    private final Map<String, Instant> lastWrites = new ConcurrentHashMap<>();
    private volatile @Nullable Clock clock;

    /** @param time what the second passes by */
    void limit(Clock time) {
        clock = time;
    }

    /** @throws ApiException 429 if the name was written less than a second ago */
    void spend(String bucket, String name) {
        Clock time = clock;
        if (time == null) {
            return;
        }
        Instant now = time.instant();
        Instant allowed = now.minus(INTERVAL);
        AtomicBoolean tooSoon = new AtomicBoolean();
        lastWrites.merge(bucket + "/" + name, now, (before, current) -> {
            tooSoon.set(before.isAfter(allowed));
            return tooSoon.get() ? before : current;
        });
        if (tooSoon.get()) {
            throw new ApiException(
                    429,
                    "rateLimitExceeded",
                    "The object " + bucket + "/" + name + " exceeded the rate limit for object mutation operations"
                            + " (create, update, and delete). Please reduce your request rate. See"
                            + " https://cloud.google.com/storage/docs/gcs429.");
        }
        if (lastWrites.size() > TIDY_AT) {
            lastWrites.values().removeIf(write -> !write.isAfter(allowed));
        }
    }
}
