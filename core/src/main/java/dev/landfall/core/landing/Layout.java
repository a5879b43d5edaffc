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

    /**
     * The layout below the {@code seq=} folder of one file, for which that folder is a part of the root. Only for a
     * layout that carries the sequence, and a name of this layout.
     */
    public Layout belowSequence(String objectName) {
        return new Layout(objectName.substring(0, endOfSequence(objectName)), keys.subList(1, keys.size()));
    }

    /** The number in the {@code seq=} folder of one file of this layout, which carries the sequence. */
    public long sequenceOf(String objectName) {
        return Long.parseLong(objectName.substring(root.length() + "/seq=".length(), endOfSequence(objectName)));
    }

    private int endOfSequence(String objectName) {
        int end = objectName.indexOf('/', root.length() + 1);
        if (!carriesSequence() || !objectName.startsWith(root + "/") || end < 0) {
            throw new IllegalArgumentException("'" + objectName + "' has no seq= folder below " + root);
        }
        return end;
    }
}
