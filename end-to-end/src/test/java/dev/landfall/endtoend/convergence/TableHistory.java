package dev.landfall.endtoend.convergence;

import dev.landfall.core.table.Column;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.Deletes;
import dev.landfall.core.table.MergeRules;
import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TableSpec;
import dev.landfall.endtoend.convergence.SourceFile.SourceColumn;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a source did to one table.
 *
 * @param keys names of key columns; none for a table that only grows
 * @param order names of order columns
 * @param deletes true if column {@value OPERATION} says {@value DELETE} for rows that delete their key
 * @param columns that every file has
 * @param targetExists true if somebody created the target before the first file came
 * @param files in the order in which they were written
 */
record TableHistory(
        TableId id,
        List<String> keys,
        List<String> order,
        boolean deletes,
        List<SourceColumn> columns,
        boolean targetExists,
        List<SourceFile> files) {
    static final String OPERATION = "op";
    static final String DELETE = "D";

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
        if (append()) {
            return TableSpec.append(id);
        }
        TableSpec spec = TableSpec.merge(id, names(keys), names(order));
        MergeRules rules = spec.merge();
        return deletes
                ? spec.withMerge(new MergeRules(
                        new Deletes(new ColumnName(OPERATION), Set.of(DELETE, "delete"), Deletes.DEFAULT_KEEP),
                        rules.nullKeys(),
                        rules.schema(),
                        rules.budgetBytes(),
                        rules.batchPriority()))
                : spec;
    }

    /** The same with one more key, which its files do not have yet. */
    TableHistory withKey(SourceColumn key) {
        return new TableHistory(
                id,
                Stream.concat(Stream.of(key.name()), keys.stream()).toList(),
                order,
                deletes,
                Stream.concat(Stream.of(key), columns.stream()).toList(),
                targetExists,
                files);
    }

    List<Column> targetColumns() {
        return columns.stream()
                .filter(column -> !column.name().equals(OPERATION))
                .map(column -> column.kind().column(column.name()))
                .toList();
    }

    /** Every column that the target has after these files. */
    List<String> columnsOf(Collection<SourceFile> merged) {
        Set<String> all =
                new LinkedHashSet<>(columns.stream().map(SourceColumn::name).toList());
        merged.forEach(file -> file.columns().forEach(column -> all.add(column.name())));
        all.remove(OPERATION);
        return List.copyOf(all);
    }

    private static List<ColumnName> names(List<String> texts) {
        return texts.stream().map(ColumnName::new).toList();
    }
}
