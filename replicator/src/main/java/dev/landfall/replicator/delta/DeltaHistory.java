package dev.landfall.replicator.delta;

import dev.landfall.core.table.TableId;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is known of a table's earlier deltas; what a source needs to find the next one. */
public interface DeltaHistory {

    /** Everything below it was delivered. Empty before the first delta of rows is done. */
    Optional<LocalDateTime> watermark(TableId table);

    /** The greatest sequence given to this table, 0 if none. */
    long lastSequence(TableId table);

    /** Those of {@code candidates} that belong to no delta of this table yet, in the same order. */
    List<SourceFile> unknown(TableId table, List<SourceFile> candidates);

    /** The fingerprint that each partition of this table had when it was delivered last, by name. */
    default Map<String, String> partitions(TableId table) {
        return Map.of();
    }
}
