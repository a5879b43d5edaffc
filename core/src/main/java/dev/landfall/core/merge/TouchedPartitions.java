package dev.landfall.core.merge;

import dev.landfall.core.sql.HeldPartitionsQuery;
import dev.landfall.core.sql.PartitionColumn;
import dev.landfall.core.sql.PartitionRanges;
import dev.landfall.core.sql.Query;
import dev.landfall.core.sql.StagedPartitionsQuery;
import dev.landfall.core.table.Column;
import dev.landfall.core.table.Partitioning;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where a partitioned target can hold the staged keys, so that a merge reads these partitions only.
 *
 * <p>If the spec promises that a key's partition never changes these are the partitions of the staged rows. If not, or
 * if a row that deletes does not tell its partition, they are looked up in the target by key: a key that moves is then
 * found where it was, and never written twice.
 */
record TouchedPartitions(Fold fold, Fold.Lookup lookup) {
    /** Empty if the target is not partitioned by time. */
    Optional<PartitionRanges> find() {
        Partitioning partitioning = fold.spec().partitioning();
        if (partitioning == null) {
            return Optional.empty();
        }
        Optional<Column> column = fold.named(List.of(partitioning.column())).stream()
                .filter(PartitionColumn::fits)
                .findFirst();
        return column.map(found -> find(partitioning, found));
    }

    private PartitionRanges find(Partitioning partitioning, Column column) {
        PartitionColumn partition = PartitionColumn.of(column, partitioning.by());
        if (partitioning.immutable()) {
            PartitionRanges staged =
                    ranges(partition, new StagedPartitionsQuery(fold.sources(), column, partitioning.by()));
            if (!staged.withNull() || fold.spec().merge().deletes() == null) {
                return staged;
            }
        }
        return ranges(
                partition,
                new HeldPartitionsQuery(
                        fold.spec().target(),
                        fold.sources(),
                        fold.named(fold.spec().keys()),
                        partition));
    }

    private PartitionRanges ranges(PartitionColumn partition, Query query) {
        TreeSet<Long> starts = new TreeSet<>();
        boolean withNull = false;
        for (List<@Nullable String> row : lookup.apply(query)) {
            @Nullable String start = row.get(0);
            if (start == null) {
                withNull = true;
            } else {
                starts.add(Long.valueOf(start));
            }
        }
        return PartitionRanges.around(partition, starts, withNull);
    }
}
