package dev.landfall.core.budget;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a table may do now.
 *
 * @param ready so many of the jobs that wait for nobody
 * @param open so many of the others
 * @param until if none: when to ask again
 */
public record LoadDecision(int ready, int open, @Nullable Instant until) {
    static LoadDecision waitUntil(Instant until) {
        return new LoadDecision(0, 0, until);
    }

    public int jobs() {
        return ready + open;
    }
}
