package dev.landfall.migration.validation.sql;

import java.util.List;

/**
 * A column that holds many values per row, an array or a map, as one side reads it: a row per value.
 *
 * @param name the same on both sides
 * @param join what stands behind the table to have a row per value
 * @param columns of such a row: position and value, or key and value
 */
public record SideElements(String name, String join, List<SideColumn> columns) {
    public SideElements {
        columns = List.copyOf(columns);
    }
}
