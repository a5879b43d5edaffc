package dev.landfall.core.sql;

import dev.landfall.core.table.Column;
import dev.landfall.core.table.TableId;
import java.util.List;
import java.util.stream.Collectors;

/** Adds columns that a target does not have yet; those that it has are left alone, so it may be repeated. */
public record AddColumnsStatement(TableId target, List<Column> columns) implements Statement {
    public AddColumnsStatement {
        columns = List.copyOf(columns);
    }

    @Override
    public String sql() {
        return columns.stream()
                .map(column -> "  ADD COLUMN IF NOT EXISTS " + column.name().quoted() + " " + column.sqlType())
                .collect(Collectors.joining(",\n", "ALTER TABLE " + target.quoted() + "\n", ""));
    }
}
