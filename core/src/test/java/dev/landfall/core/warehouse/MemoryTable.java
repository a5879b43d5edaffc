package dev.landfall.core.warehouse;

import dev.landfall.core.sql.StagedDeletes;
import dev.landfall.core.sql.StagedRows;
import dev.landfall.core.table.Column;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.TableSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A table whose values are numbers and text. */
final class MemoryTable {
    private static final ColumnName DELETED = new ColumnName("_landfall_deleted");

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

    /** Adds a staging table's rows in the shape of the columns; those that delete are marked. */
    void append(MemoryTable staging, StagedRows source, List<Column> columns, @Nullable StagedDeletes deletes) {
        for (Map<ColumnName, @Nullable Object> row : staging.rows) {
            Map<ColumnName, @Nullable Object> written = new LinkedHashMap<>();
            columns.forEach(column ->
                    written.put(column.name(), source.schema().has(column.name()) ? row.get(column.name()) : null));
            Long sequence = source.sequence();
            written.put(ColumnName.SEQUENCE, sequence != null ? sequence : row.get(source.sequenceColumn()));
            if (deletes != null
                    && deletes.rule()
                            .values()
                            .contains(String.valueOf(row.get(deletes.rule().column())))) {
                written.put(DELETED, true);
            }
            rows.add(written);
        }
    }

    static boolean deletes(Map<ColumnName, @Nullable Object> row) {
        return row.containsKey(DELETED);
    }
}
