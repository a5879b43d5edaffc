package dev.landfall.core.table;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Columns in order, no two of one name. */
public record TableSchema(List<Column> columns) {
    public TableSchema {
        columns = List.copyOf(columns);
        Set<ColumnName> seen = new HashSet<>();
        for (Column column : columns) {
            if (!seen.add(column.name())) {
                throw new IllegalArgumentException("Column " + column.name() + " is there twice (case is ignored)");
            }
        }
    }

    public static TableSchema of(Column... columns) {
        return new TableSchema(List.of(columns));
    }

    public Optional<Column> column(ColumnName name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    public boolean has(ColumnName name) {
        return column(name).isPresent();
    }
}
