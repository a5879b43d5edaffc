package dev.landfall.migration.validation.comparison;

import java.util.ArrayList;
import java.util.List;

/**
 * What the search for keys found.
 *
 * @param named the first of them
 * @param found how many differ among the rows that were fetched
 * @param complete false if there were more buckets with differences than were looked into
 * @param moved how many differed only because the source changed them after the boundary
 */
public record KeyFindings(List<KeyDifference> named, long found, boolean complete, long moved) {
    /** Nothing was searched. */
    public static final KeyFindings NONE = new KeyFindings(List.of(), 0, true, 0);

    public KeyFindings {
        named = List.copyOf(named);
    }

    /** As many as were found, but not all that there are. */
    KeyFindings incomplete() {
        return new KeyFindings(named, found, false, moved);
    }

    /** Both together, of different partitions. */
    KeyFindings plus(KeyFindings other) {
        List<KeyDifference> all = new ArrayList<>(named);
        all.addAll(other.named);
        return new KeyFindings(all, found + other.found, complete && other.complete, moved + other.moved);
    }
}
