package dev.landfall.core.table;

import java.time.Duration;
import java.util.Set;

/**
 * Which rows of the files say that a key was deleted.
 *
 * @param column the operation column; it is in the files and not in the target
 * @param values its values that mean delete, compared exactly; any other value, NULL included, means insert or update
 * @param keep how long the version of a deleted key is remembered: longer than any replay can lie back
 */
public record Deletes(ColumnName column, Set<String> values, Duration keep) {
    /** Longer than Pub/Sub, Eventarc and any sensible re-run of a delta reach back. */
    public static final Duration DEFAULT_KEEP = Duration.ofDays(90);

    public Deletes {
        values = Set.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("Operation column " + column + " needs the values that mean delete");
        }
        if (keep.compareTo(Duration.ofDays(1)) < 0) {
            throw new IllegalArgumentException("Deleted keys must be remembered for a day or longer, not for " + keep);
        }
    }
}
