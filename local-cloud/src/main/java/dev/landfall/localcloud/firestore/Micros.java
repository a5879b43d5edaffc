package dev.landfall.localcloud.firestore;

import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times of the store: whole microseconds since the epoch, the resolution of Firestore's commit times. */
final class Micros {
    private static final long PER_SECOND = 1_000_000;

    private Micros() {}

    static long of(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    static long of(Timestamp timestamp) {
        return timestamp.getSeconds() * PER_SECOND + timestamp.getNanos() / 1000;
    }

    static Timestamp timestamp(long micros) {
        return Timestamp.newBuilder()
                .setSeconds(Math.floorDiv(micros, PER_SECOND))
                .setNanos((int) Math.floorMod(micros, PER_SECOND) * 1000)
                .build();
    }
}
