package dev.landfall.migration.initialload;

import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.DatasetName;
import dev.landfall.core.table.LoadMode;
import dev.landfall.core.table.NullKeys;
import dev.landfall.core.table.Partitioning;
import dev.landfall.core.table.StorageFolder;
import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TableName;
import dev.landfall.core.table.TableSpec;
import dev.landfall.migration.catalog.PlannedTable;
import dev.landfall.migration.catalog.Route;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of one initial load: a table of the plan and its spec in the pipeline file agree, and nothing about it
 * is undecided.
 *
 * @param spec by which deltas will follow; empty if none do
 * @param copyTo the folder under which all initial loads copy their files
 * @param staging the dataset of intermediate tables
 */
public record LoadOrder(PlannedTable table, Optional<TableSpec> spec, StorageFolder copyTo, DatasetName staging) {

    /** @throws InitialLoadException naming what does not fit */
    public LoadOrder {
        TableId target = table.target();
        if (table.route() == Route.NONE || !table.undecided().isEmpty()) {
            throw new InitialLoadException("Table " + table.source() + " waits for a decision"
                    + (table.undecided().isEmpty()
                            ? ": its route is none; choose distcp, load, external or replicator in the plan"
                            : ". " + table.undecided().get(0)));
        }
        spec.ifPresent(rules -> check(table, rules));
        if (table.targetColumns().isEmpty()) {
            throw new InitialLoadException("Every column of " + target + " is left out");
        }
    }

    private static void check(PlannedTable table, TableSpec spec) {
        TableId target = table.target();
        if (table.route() == Route.EXTERNAL) {
            throw new InitialLoadException("Target " + target
                    + " is to be an external table, which takes no deltas: take it out of the pipeline file, or choose"
                    + " another route");
        }
        if (spec.merge().deletes() != null) {
            throw new InitialLoadException("Target " + target
                    + " has an operation column, which an initial load of files does not understand: use the route"
                    + " replicator");
        }
        Partitioning planned = table.layout().partitioning();
        Partitioning specified = spec.partitioning();
        boolean same = (planned != null && specified != null)
                ? planned.column().equals(specified.column()) && planned.by() == specified.by()
                : planned == null && specified == null;
        if (!same) {
            throw new InitialLoadException("Target " + target + " is partitioned by " + words(planned)
                    + " in the plan and by " + words(specified) + " in the pipeline file: make them the same");
        }
        if (spec.mode() == LoadMode.MERGE) {
            spec.versionColumns().stream()
                    .filter(name -> table.targetColumns().stream()
                            .noneMatch(column -> column.name().equals(name)))
                    .findFirst()
                    .ifPresent(name -> {
                        throw new InitialLoadException("Target " + target + " has " + name
                                + " among its keys or order columns, which the plan does not have");
                    });
        }
    }

    private static String words(@Nullable Partitioning partitioning) {
        return partitioning == null ? "nothing" : partitioning.column() + " " + partitioning.by();
    }

    /** The columns whose greatest version is taken; empty if every row is. */
    List<ColumnName> keys() {
        return spec.map(TableSpec::keys).orElse(List.of());
    }

    List<ColumnName> order() {
        return spec.map(TableSpec::order).orElse(List.of());
    }

    List<ColumnName> notNull() {
        return spec.filter(rules -> rules.merge().nullKeys() == NullKeys.REJECT)
                .map(TableSpec::keys)
                .orElse(List.of());
    }

    /** True if a row that a delta brings again would be there twice. */
    boolean appends() {
        return spec.map(rules -> rules.mode() == LoadMode.APPEND).orElse(false);
    }

    /** The intermediate table: over the files, or loaded from them. */
    TableId intermediate() {
        TableId target = table.target();
        return new TableId(staging, new TableName(target.dataset() + "__" + target.table() + "__initial"));
    }

    /** Where the files of a load are copied to. */
    StorageFolder folder(long sequence) {
        TableId target = table.target();
        return copyTo.child(target.dataset().value())
                .child(target.table().value())
                .child(Long.toString(sequence));
    }
}
