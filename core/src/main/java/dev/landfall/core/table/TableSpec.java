package dev.landfall.core.table;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the owner of a table said about it. Immutable and consistent: a spec that exists can be obeyed.
 *
 * @param keys columns whose values identify a row; needed by {@link LoadMode#MERGE}
 * @param order columns that order the versions of a row, most significant first; NULL is the smallest
 */
public record TableSpec(
        TableId target,
        LoadMode mode,
        List<ColumnName> keys,
        List<ColumnName> order,
        MergeRules merge,
        TargetLayout layout,
        FileRules files) {
    private static final int MOST_CLUSTERING_COLUMNS = 4;

    public TableSpec {
        keys = List.copyOf(keys);
        order = List.copyOf(order);
        distinct(target, "keys", keys);
        distinct(target, "order", order);
        distinct(target, "cluster", layout.clustering());
        switch (mode) {
            case MERGE -> {
                if (keys.isEmpty()) {
                    throw new IllegalArgumentException(
                            "Table " + target + " has mode merge but no keys: name its key columns or use append");
                }
            }
            case APPEND -> {
                if (!keys.isEmpty()) {
                    throw new IllegalArgumentException(
                            "Table " + target + " has mode append and keys: drop the keys or use merge");
                }
            }
            case REPLACE, REPLACE_PARTITIONS -> {
                if (!keys.isEmpty() || !order.isEmpty()) {
                    throw new IllegalArgumentException(
                            "Table " + target + " has mode " + mode.word()
                                    + " and keys or order columns: drop them, since rows are replaced as a whole, or use merge");
                }
                if (mode == LoadMode.REPLACE_PARTITIONS && layout.partitioning() == null) {
                    throw new IllegalArgumentException("Table " + target
                            + " has mode replace_partitions but no partition: name the column, or use replace");
                }
            }
        }
        if (layout.clustering().size() > MOST_CLUSTERING_COLUMNS) {
            throw new IllegalArgumentException("Table " + target + " clusters by "
                    + layout.clustering().size() + " columns: BigQuery takes at most " + MOST_CLUSTERING_COLUMNS);
        }
        deletes(target, mode, keys, order, merge.deletes());
    }

    private static void deletes(
            TableId target, LoadMode mode, List<ColumnName> keys, List<ColumnName> order, @Nullable Deletes deletes) {
        if (deletes == null) {
            return;
        }
        if (mode != LoadMode.MERGE) {
            throw new IllegalArgumentException("Table " + target + " has deletes and mode " + mode.word()
                    + ": only mode merge finds the row to delete");
        }
        if (keys.contains(deletes.column()) || order.contains(deletes.column())) {
            throw new IllegalArgumentException("Table " + target + " names " + deletes.column()
                    + " as operation column and as key or order column: it is not kept in the target");
        }
    }

    /** A table merged by its keys. */
    public static TableSpec merge(TableId target, List<ColumnName> keys, List<ColumnName> order) {
        return new TableSpec(
                target, LoadMode.MERGE, keys, order, MergeRules.DEFAULT, TargetLayout.DEFAULT, FileRules.DEFAULT);
    }

    /** A table that only grows. */
    public static TableSpec append(TableId target) {
        return new TableSpec(
                target,
                LoadMode.APPEND,
                List.of(),
                List.of(),
                MergeRules.DEFAULT,
                TargetLayout.DEFAULT,
                FileRules.DEFAULT);
    }

    /** A table that the newest snapshot replaces. */
    public static TableSpec replace(TableId target) {
        return append(target).withMode(LoadMode.REPLACE);
    }

    /** A table of which the newest snapshots replace single partitions. */
    public static TableSpec replacePartitions(TableId target, Partitioning partitioning) {
        return append(target).withPartitioning(partitioning).withMode(LoadMode.REPLACE_PARTITIONS);
    }

    /** True if the files of one sequence replace the rows of older ones. */
    public boolean replaces() {
        return mode == LoadMode.REPLACE || mode == LoadMode.REPLACE_PARTITIONS;
    }

    private TableSpec withMode(LoadMode other) {
        return new TableSpec(target, other, keys, order, merge, layout, files);
    }

    public TableSpec withMerge(MergeRules other) {
        return new TableSpec(target, mode, keys, order, other, layout, files);
    }

    public TableSpec withLayout(TargetLayout other) {
        return new TableSpec(target, mode, keys, order, merge, other, files);
    }

    public TableSpec withFiles(FileRules other) {
        return new TableSpec(target, mode, keys, order, merge, layout, other);
    }

    public @Nullable Partitioning partitioning() {
        return layout.partitioning();
    }

    public List<ColumnName> clustering() {
        return layout.clustering();
    }

    public TableSpec withPartitioning(@Nullable Partitioning other) {
        return withLayout(new TargetLayout(other, layout.clustering(), layout.kmsKey()));
    }

    public TableSpec withClustering(List<ColumnName> other) {
        return withLayout(new TargetLayout(layout.partitioning(), other, layout.kmsKey()));
    }

    public TableSpec withFormat(@Nullable FileFormat other) {
        return withFiles(new FileRules(other, files.csv(), files.commit()));
    }

    public TableSpec withCsv(CsvOptions other) {
        return withFiles(new FileRules(files.format(), other, files.commit()));
    }

    /** True if a merge takes several statements that must take effect together. */
    public boolean mergesInTransaction() {
        return merge.deletes() != null;
    }

    /** Keys and order columns, without repetition: the columns every file of the table must have. */
    public List<ColumnName> versionColumns() {
        List<ColumnName> columns = new ArrayList<>(keys);
        order.stream().filter(column -> !columns.contains(column)).forEach(columns::add);
        return List.copyOf(columns);
    }

    /** Every column that the spec names: what is known of the files before the first one is read. */
    public Set<ColumnName> namedColumns() {
        Set<ColumnName> columns = new HashSet<>(versionColumns());
        columns.addAll(clustering());
        Partitioning partitioning = partitioning();
        if (partitioning != null) {
            columns.add(partitioning.column());
        }
        Deletes deletes = merge.deletes();
        if (deletes != null) {
            columns.add(deletes.column());
        }
        return Set.copyOf(columns);
    }

    private static void distinct(TableId target, String field, List<ColumnName> columns) {
        Set<ColumnName> seen = new HashSet<>();
        for (ColumnName column : columns) {
            if (column.equals(ColumnName.SEQUENCE)) {
                throw new IllegalArgumentException(
                        "Table " + target + " names " + column + " in " + field + ": this column belongs to Landfall");
            }
            if (!seen.add(column)) {
                throw new IllegalArgumentException("Table " + target + " names " + column + " twice in " + field);
            }
        }
    }
}
