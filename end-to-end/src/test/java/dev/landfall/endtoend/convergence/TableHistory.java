package dev.landfall.endtoend.convergence;

import dev.landfall.core.table.Column;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TableSpec;
import dev.landfall.endtoend.convergence.SourceFile.SourceColumn;
import java.util.ArrayList;
import java.util.List;

/**
 * What a source did to one table.
 *
 * @param keys names of key columns; none for a table that only grows
 * @param order names of order columns
 * @param columns that every file has
 * @param targetExists true if somebody created the target before the first file came
 * @param files in the order in which they were written
 */
record TableHistory(
        TableId id,
        List<String> keys,
        List<String> order,
        List<SourceColumn> columns,
        boolean targetExists,
        List<SourceFile> files) {
    TableHistory {
        keys = List.copyOf(keys);
        order = List.copyOf(order);
        columns = List.copyOf(columns);
        files = List.copyOf(files);
    }

    boolean append() {
        return keys.isEmpty();
    }

    TableSpec spec() {
        return append() ? TableSpec.append(id) : TableSpec.merge(id, names(keys), names(order));
    }

    List<Column> targetColumns() {
        return columns.stream().map(column -> column.kind().column(column.name())).toList();
    }

    /** Every column that some good file has, the first seen first. */
    List<String> allColumns() {
        List<String> all = new ArrayList<>(columns.stream().map(SourceColumn::name).toList());
        files.stream()
                .filter(file -> !file.poison())
                .flatMap(file -> file.columns().stream())
                .map(SourceColumn::name)
                .filter(name -> !all.contains(name))
                .distinct()
                .forEach(all::add);
        return all;
    }

    private static List<ColumnName> names(List<String> texts) {
        return texts.stream().map(ColumnName::new).toList();
    }
}
