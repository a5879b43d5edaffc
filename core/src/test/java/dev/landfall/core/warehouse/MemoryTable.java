package dev.landfall.core.warehouse;

import dev.landfall.core.sql.MergeStatement;
import dev.landfall.core.sql.StagedRows;
import dev.landfall.core.table.Column;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.TableSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A table whose values are numbers and text. */
final class MemoryTable {
    private TableSchema schema;
    private final List<Map<ColumnName, @Nullable Object>> rows = new ArrayList<>();

    MemoryTable(TableSchema schema) {
        this.schema = schema;
    }

    TableSchema schema() {
        return schema;
    }

    List<Map<ColumnName, @Nullable Object>> rows() {
        return rows;
    }

    void add(List<Column> columns) {
        List<Column> all = new ArrayList<>(schema.columns());
        columns.stream().filter(column -> !schema.has(column.name())).forEach(all::add);
        schema = new TableSchema(all);
    }

    int append(MemoryTable staging, StagedRows source, List<Column> columns) {
        for (Map<ColumnName, @Nullable Object> row : staging.rows) {
            Map<ColumnName, @Nullable Object> written = new LinkedHashMap<>();
            columns.forEach(column ->
                    written.put(column.name(), source.schema().has(column.name()) ? row.get(column.name()) : null));
            Long sequence = source.sequence();
            written.put(ColumnName.SEQUENCE, sequence != null ? sequence : row.get(source.sequenceColumn()));
            rows.add(written);
        }
        return staging.rows.size();
    }

    JobOutcome.Success merge(MemoryTable staged, MergeStatement merge) {
        Map<List<@Nullable Object>, Map<ColumnName, @Nullable Object>> greatest = new LinkedHashMap<>();
        staged.rows.forEach(row -> greatest.merge(key(row, merge), row, (a, b) -> compare(a, b, merge) >= 0 ? a : b));
        Map<List<@Nullable Object>, Map<ColumnName, @Nullable Object>> targets = new LinkedHashMap<>();
        rows.forEach(row -> targets.put(key(row, merge), row));
        long inserted = 0;
        long updated = 0;
        for (Map.Entry<List<@Nullable Object>, Map<ColumnName, @Nullable Object>> entry : greatest.entrySet()) {
            Map<ColumnName, @Nullable Object> target = targets.get(entry.getKey());
            if (target == null) {
                rows.add(new LinkedHashMap<>(entry.getValue()));
                inserted++;
            } else if (compare(entry.getValue(), target, merge) > 0) {
                target.putAll(entry.getValue());
                updated++;
            }
        }
        return new JobOutcome.Success(0, inserted, updated);
    }

    private static List<@Nullable Object> key(Map<ColumnName, @Nullable Object> row, MergeStatement merge) {
        List<@Nullable Object> key = new ArrayList<>();
        merge.keys().forEach(column -> key.add(row.get(column)));
        return key;
    }

    private static int compare(
            Map<ColumnName, @Nullable Object> a, Map<ColumnName, @Nullable Object> b, MergeStatement merge) {
        List<ColumnName> version = new ArrayList<>(merge.order());
        version.add(ColumnName.SEQUENCE);
        for (ColumnName column : version) {
            int order = compare(a.get(column), b.get(column));
            if (order != 0) {
                return order;
            }
        }
        return content(a, merge).compareTo(content(b, merge));
    }

    private static String content(Map<ColumnName, @Nullable Object> row, MergeStatement merge) {
        return merge.columns().stream()
                .map(column -> String.valueOf(row.get(column.name())))
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
