package dev.landfall.replicator.pipeline;

import java.time.Duration;
import java.util.List;

/**
 * Deleted rows are found by comparing keys: a key that was delivered and that the source has no more was deleted.
 *
 * @param keys columns whose values identify a row
 * @param ordered whether versions of a row are ordered by the watermark; else by sequence alone
 * @param every how much time lies between two comparisons, each of which reads the keys of the whole table
 */
public record KeyComparison(List<SourceName> keys, boolean ordered, Duration every) {
    /** The column of the parts that tells a deletion; true or NULL. */
    public static final String DELETED_COLUMN = "landfall_deleted";

    public KeyComparison {
        keys = List.copyOf(keys);
    }
}
