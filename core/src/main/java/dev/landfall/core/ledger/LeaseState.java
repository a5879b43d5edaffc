package dev.landfall.core.ledger;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One lease as it stands in the table's document. Expiry is checked here and nowhere else.
 *
 * @param token of the last grant
 * @param holder null when it is free
 * @param wanted true if somebody came for it in vain: the holder must look for work again before it gives it up
 */
public record LeaseState(long token, @Nullable String holder, Instant expires, boolean wanted) {
    public static final LeaseState FREE = new LeaseState(0, null, Instant.EPOCH, false);

    /** True if this event may have it: it is free, has expired, or an earlier delivery of the same event held it. */
    boolean isOpenTo(String event, Instant now) {
        return holder == null || holder.equals(event) || !expires.isAfter(now);
    }

    LeaseState grant(String event, Instant now, Duration duration) {
        return new LeaseState(token + 1, event, now.plus(duration), false);
    }

    LeaseState want() {
        return new LeaseState(token, holder, expires, true);
    }

    LeaseState heard() {
        return new LeaseState(token, holder, expires, false);
    }

    LeaseState free() {
        return new LeaseState(token, null, Instant.EPOCH, false);
    }
}
