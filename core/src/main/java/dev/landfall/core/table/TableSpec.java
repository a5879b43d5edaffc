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
 * @param partitioning of the target when Landfall creates it
 * @param clustering columns of the target when Landfall creates it, at most four
 * @param format of files whose name does not tell
 */
public record TableSpec(
        TableId target,
        LoadMode mode,
        List<ColumnName> keys,
        List<ColumnName> order,
        @Nullable Partitioning partitioning,
        List<ColumnName> clustering,
        @Nullable FileFormat format,
        CsvOptions csv) {
    private static final int MOST_CLUSTERING_COLUMNS = 4;

    public TableSpec {
        keys = List.copyOf(keys);
        order = List.copyOf(order);
        clustering = List.copyOf(clustering);
        distinct(target, "keys", keys);
        distinct(target, "order", order);
        distinct(target, "cluster", clustering);
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
            case REPLACE, REPLACE_PARTITIONS ->
                throw new IllegalArgumentException("Table " + target + " has mode " + mode.word()
                        + ", which this version does not support yet: use merge or append");
        }
        if (clustering.size() > MOST_CLUSTERING_COLUMNS) {
            throw new IllegalArgumentException("Table " + target + " clusters by " + clustering.size()
                    + " columns: BigQuery takes at most " + MOST_CLUSTERING_COLUMNS);
        }
    }

    /** A table merged by its keys. */
    public static TableSpec merge(TableId target, List<ColumnName> keys, List<ColumnName> order) {
        return new TableSpec(target, LoadMode.MERGE, keys, order, null, List.of(), null, CsvOptions.DEFAULT);
    }

    /** A table that only grows. */
    public static TableSpec append(TableId target) {
        return new TableSpec(target, LoadMode.APPEND, List.of(), List.of(), null, List.of(), null, CsvOptions.DEFAULT);
    }

    public TableSpec withPartitioning(@Nullable Partitioning other) {
        return new TableSpec(target, mode, keys, order, other, clustering, format, csv);
    }

    public TableSpec withClustering(List<ColumnName> other) {
        return new TableSpec(target, mode, keys, order, partitioning, other, format, csv);
    }

    public TableSpec withFormat(@Nullable FileFormat other) {
        return new TableSpec(target, mode, keys, order, partitioning, clustering, other, csv);
    }

    public TableSpec withCsv(CsvOptions other) {
        return new TableSpec(target, mode, keys, order, partitioning, clustering, format, other);
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
        columns.addAll(clustering);
        if (partitioning != null) {
            columns.add(partitioning.column());
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
