package dev.landfall.core.warehouse;

import dev.landfall.core.sql.MergeStatement;
import dev.landfall.core.table.Column;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.NullKeys;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A merge as a last-writer-wins map. */
record MemoryMerge(MergeStatement merge) {
    JobOutcome into(
            List<Map<ColumnName, @Nullable Object>> target,
            List<Map<ColumnName, @Nullable Object>> staged,
            List<Map<ColumnName, @Nullable Object>> tombstones) {
        Map<List<@Nullable Object>, Map<ColumnName, @Nullable Object>> greatest = new LinkedHashMap<>();
        staged.stream()
                .filter(row -> merge.nullKeys() == NullKeys.MATCH || !key(row).contains(null))
                .forEach(row -> greatest.merge(key(row), row, this::greater));
        tombstones.forEach(row -> greatest.computeIfPresent(key(row), (key, other) -> greater(other, row)));
        Map<List<@Nullable Object>, Map<ColumnName, @Nullable Object>> old = new LinkedHashMap<>();
        target.forEach(row -> old.put(key(row), row));
        long inserted = 0;
        long updated = 0;
        long deleted = 0;
        for (Map.Entry<List<@Nullable Object>, Map<ColumnName, @Nullable Object>> entry : greatest.entrySet()) {
            Map<ColumnName, @Nullable Object> row = entry.getValue();
            Map<ColumnName, @Nullable Object> known = old.get(entry.getKey());
            if (known == null && !MemoryTable.deletes(row)) {
                target.add(new LinkedHashMap<>(row));
                inserted++;
            } else if (known != null && compare(row, known) > 0) {
                if (MemoryTable.deletes(row)) {
                    target.removeIf(other -> other == known);
                    deleted++;
                } else {
                    known.putAll(row);
                    updated++;
                }
            }
        }
        return JobOutcome.Success.changed(inserted, updated, deleted);
    }

    private Map<ColumnName, @Nullable Object> greater(
            Map<ColumnName, @Nullable Object> a, Map<ColumnName, @Nullable Object> b) {
        return compare(a, b) >= 0 ? a : b;
    }

    private List<@Nullable Object> key(Map<ColumnName, @Nullable Object> row) {
        List<@Nullable Object> key = new ArrayList<>();
        merge.keys().forEach(column -> key.add(row.get(column)));
        return key;
    }

    private int compare(Map<ColumnName, @Nullable Object> a, Map<ColumnName, @Nullable Object> b) {
        List<ColumnName> version = new ArrayList<>(merge.order());
        version.add(ColumnName.SEQUENCE);
        for (ColumnName column : version) {
            int order = compare(a.get(column), b.get(column));
            if (order != 0) {
                return order;
            }
        }
        int byDelete = Boolean.compare(MemoryTable.deletes(a), MemoryTable.deletes(b));
        return byDelete != 0 ? byDelete : content(a).compareTo(content(b));
    }

    private String content(Map<ColumnName, @Nullable Object> row) {
        return merge.columns().stream()
                .map(Column::name)
                .sorted()
                .map(name -> String.valueOf(row.get(name)))
                .collect(Collectors.joining("\u0001"));
    }

    private static int compare(@Nullable Object a, @Nullable Object b) {
        if (a == null || b == null) {
            return Boolean.compare(a != null, b != null);
        }
        return a instanceof Long number
                ? number.compareTo((Long) b)
                : a.toString().compareTo(b.toString());
    }
}
