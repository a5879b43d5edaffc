package dev.landfall.core.merge;

import dev.landfall.core.sql.PartitionColumn;
import dev.landfall.core.sql.PartitionRanges;
import dev.landfall.core.sql.ReplaceStatement;
import dev.landfall.core.sql.SnapshotsQuery;
import dev.landfall.core.sql.StagedPartitionsQuery;
import dev.landfall.core.sql.Statement;
import dev.landfall.core.table.Column;
import dev.landfall.core.table.Partitioning;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which snapshot replaces which rows: the one with the greatest sequence among the staged rows, those in the target and
 * those that the ledger remembers. An older one that comes late is thus ignored, also after an empty one.
 */
record Snapshots(Fold fold, Fold.Lookup lookup) {
    /** @param known the greatest sequence of staged files and ledger */
    Statement replace(long known) {
        @Nullable
        String held = lookup.apply(new SnapshotsQuery(fold.spec().target(), null))
                .get(0)
                .get(1);
        long newest = held == null ? known : Math.max(known, Fold.number(held));
        return statement(List.of(new ReplaceStatement.Snapshot(newest, null)));
    }

    /** Each partition is a snapshot of its own. */
    Statement replacePartitions() {
        Partitioning partitioning = Objects.requireNonNull(fold.spec().partitioning());
        Column column = fold.named(List.of(partitioning.column())).get(0);
        PartitionColumn partition = PartitionColumn.of(column, partitioning.by());
        Map<Optional<Long>, Long> newest = new HashMap<>();
        read(newest, lookup.apply(new StagedPartitionsQuery(fold.sources(), column, partitioning.by())));
        if (newest.isEmpty()) {
            // No rows at all: nothing is newer than anything.
            return statement(List.of(new ReplaceStatement.Snapshot(
                    Long.MIN_VALUE, PartitionRanges.exactly(partition, new TreeSet<>(), false))));
        }
        PartitionRanges touched = ranges(partition, newest.keySet());
        Map<Optional<Long>, Long> held = new HashMap<>();
        read(held, lookup.apply(new SnapshotsQuery(fold.spec().target(), touched)));
        held.forEach((start, sequence) -> newest.computeIfPresent(start, (key, staged) -> Math.max(staged, sequence)));
        Map<Long, List<Optional<Long>>> bySequence = new TreeMap<>();
        newest.forEach((start, sequence) ->
                bySequence.computeIfAbsent(sequence, key -> new ArrayList<>()).add(start));
        return statement(bySequence.entrySet().stream()
                .map(entry -> new ReplaceStatement.Snapshot(entry.getKey(), ranges(partition, entry.getValue())))
                .toList());
    }

    private static void read(Map<Optional<Long>, Long> newest, List<List<@Nullable String>> rows) {
        for (List<@Nullable String> row : rows) {
            @Nullable String sequence = row.get(1);
            if (sequence != null) {
                newest.put(Optional.ofNullable(row.get(0)).map(Long::valueOf), Long.valueOf(sequence));
            }
        }
    }

    private static PartitionRanges ranges(PartitionColumn partition, Iterable<Optional<Long>> starts) {
        TreeSet<Long> values = new TreeSet<>();
        boolean withNull = false;
        for (Optional<Long> start : starts) {
            start.ifPresent(values::add);
            withNull |= start.isEmpty();
        }
        return PartitionRanges.exactly(partition, values, withNull);
    }

    private Statement statement(List<ReplaceStatement.Snapshot> newest) {
        return new ReplaceStatement(fold.spec().target(), fold.sources(), fold.columns(), newest);
    }
}
