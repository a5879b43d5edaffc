package dev.landfall.endtoend.convergence;

import dev.landfall.core.table.Column;
import dev.landfall.core.table.ColumnMode;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.CommitRule;
import dev.landfall.core.table.CsvOptions;
import dev.landfall.core.table.Deletes;
import dev.landfall.core.table.FileRules;
import dev.landfall.core.table.LoadMode;
import dev.landfall.core.table.MergeRules;
import dev.landfall.core.table.Partitioning;
import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TableSpec;
import dev.landfall.endtoend.convergence.SourceFile.SourceColumn;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a source did to one table.
 *
 * @param keys names of key columns; none unless rows are merged by them
 * @param order names of order columns
 * @param deletes true if column {@value OPERATION} says {@value DELETE} for rows that delete their key
 * @param columns that a file has unless it leaves some out
 * @param files in the order in which they were written
 * @param markers that commit directories, if the rule asks for them
 */
record TableHistory(
        TableId id,
        LoadMode mode,
        List<String> keys,
        List<String> order,
        boolean deletes,
        List<SourceColumn> columns,
        Target target,
        List<SourceFile> files,
        CommitRule commit,
        List<Marker> markers) {
    static final String OPERATION = "op";
    static final String DELETE = "D";
    static final String DAY = "day";

    TableHistory {
        keys = List.copyOf(keys);
        order = List.copyOf(order);
        columns = List.copyOf(columns);
        files = List.copyOf(files);
        markers = List.copyOf(markers);
    }

    /**
     * How the target is, or will be.
     *
     * @param exists true if somebody created it before the first file came
     * @param required columns that it then declares NOT NULL
     * @param partitioned true if it is by the column {@value DAY}
     */
    record Target(boolean exists, Set<String> required, boolean partitioned) {
        static final Target NONE = new Target(false, Set.of(), false);

        Target {
            required = Set.copyOf(required);
        }
    }

    /** A table of which rows are merged by {@code id}, or which grows; without anything that a spec may add. */
    static TableHistory plain(TableId id, boolean append, List<SourceColumn> columns, List<SourceFile> files) {
        return new TableHistory(
                id,
                append ? LoadMode.APPEND : LoadMode.MERGE,
                append ? List.of() : List.of("id"),
                List.of(),
                !append,
                columns,
                Target.NONE,
                files,
                CommitRule.FILE,
                List.of());
    }

    TableSpec spec() {
        TableSpec spec =
                switch (mode) {
                    case MERGE -> merge().withPartitioning(target.partitioned() ? byDay() : null);
                    case APPEND -> TableSpec.append(id);
                    case REPLACE -> TableSpec.replace(id);
                    case REPLACE_PARTITIONS -> TableSpec.replacePartitions(id, byDay());
                };
        return spec.withFiles(new FileRules(null, CsvOptions.DEFAULT, commit));
    }

    private TableSpec merge() {
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

    /** A key's day may change. */
    private static Partitioning byDay() {
        return new Partitioning(new ColumnName(DAY), Partitioning.Granularity.DAY, false);
    }

    /** The same with one more key, which its files do not have yet. */
    TableHistory withKey(SourceColumn key) {
        return new TableHistory(
                id,
                mode,
                Stream.concat(Stream.of(key.name()), keys.stream()).toList(),
                order,
                deletes,
                Stream.concat(Stream.of(key), columns.stream()).toList(),
                target,
                files,
                commit,
                markers);
    }

    /** Those of a target that somebody created. */
    List<Column> targetColumns() {
        return columns.stream()
                .filter(column -> !column.name().equals(OPERATION))
                .map(column -> column.kind().column(column.name()))
                .map(column -> target.required().contains(column.name().value())
                        ? new Column(column.name(), column.type(), ColumnMode.REQUIRED)
                        : column)
                .toList();
    }

    /** Every column that the target has after these files, in the type that holds the values of all of them. */
    Map<String, Kind> columnsOf(Collection<SourceFile> merged) {
        Map<String, Kind> all = new LinkedHashMap<>();
        if (target.exists()) {
            columns.forEach(column -> all.put(column.name(), column.kind()));
        }
        merged.forEach(file -> file.columns().forEach(column -> all.merge(column.name(), column.kind(), Kind::widest)));
        all.remove(OPERATION);
        return all;
    }

    /** True if nothing holds the file back for ever. */
    boolean commits(SourceFile file) {
        return commit == CommitRule.FILE
                || markers.stream().anyMatch(marker -> marker.directory().equals(file.directory()));
    }

    /** True if a manifest commits the file's directory without the file. */
    boolean excludes(SourceFile file) {
        return commit == CommitRule.MANIFEST
                && markers.stream()
                        .anyMatch(marker -> marker.directory().equals(file.directory())
                                && !marker.listed().contains(file.name()));
    }

    private static List<ColumnName> names(List<String> texts) {
        return texts.stream().map(ColumnName::new).toList();
    }
}
