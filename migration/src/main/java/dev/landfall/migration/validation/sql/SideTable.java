package dev.landfall.migration.validation.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One side's table as a validation reads it. Lists are in the same order on both sides.
 *
 * @param table quoted as the engine quotes; its columns are operands behind the alias {@value #ALIAS}
 * @param elements arrays and maps, whose values are compared one by one
 * @param keys indexes of the columns that identify a row; empty if a row is only identified by all of them
 * @param where conditions in the engine's SQL
 */
public record SideTable(
        Dialect dialect,
        String table,
        List<SideColumn> columns,
        List<SideElements> elements,
        List<Integer> keys,
        @Nullable Grouping grouping,
        @Nullable Boundary boundary,
        List<String> where) {
    /** The name that operands qualify their columns with. */
    public static final String ALIAS = "src";

    public SideTable {
        columns = List.copyOf(columns);
        elements = List.copyOf(elements);
        keys = List.copyOf(keys);
        where = List.copyOf(where);
    }

    /** Columns that identify a row. */
    public List<SideColumn> keyColumns() {
        return keys.isEmpty() ? columns : keys.stream().map(columns::get).toList();
    }
}
