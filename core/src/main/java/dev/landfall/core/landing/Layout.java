package dev.landfall.core.landing;

import dev.landfall.core.table.ColumnName;
import java.util.List;

/**
 * The shape of a landing path without its values. BigQuery's Hive partitioning wants one prefix and the same keys in
 * the same order for all files of a load job.
 *
 * @param keys all keys in the order of the name, {@code seq} included
 */
public record Layout(String root, List<ColumnName> keys) {
    public Layout {
        keys = List.copyOf(keys);
    }

    /** True if the sequence of every file is in its name, and so becomes a staging column of the load. */
    public boolean carriesSequence() {
        return !keys.isEmpty() && keys.get(0).equals(LandingPath.SEQUENCE_KEY);
    }
}
