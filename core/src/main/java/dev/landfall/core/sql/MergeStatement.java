package dev.landfall.core.sql;

import dev.landfall.core.table.Column;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.NullKeys;
import dev.landfall.core.table.TableId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Folds staged rows into the target so that it ends as a last-writer-wins map: per key the row with the greatest
 * {@linkplain RowVersion version} among those staged, the one in the target, and the tombstones of the staged keys. A
 * maximum over a total order does not care in which order it is taken: any split, order or repetition of the same files
 * gives the same table. Nothing here relies on MERGE to refuse duplicates.
 *
 * <p>A key whose greatest version deletes has no row in the target. Without {@code deletes} no tombstone is read.
 *
 * <p>Keys match null-safely, since Hive enforces no keys. A MERGE that updates and inserts is an outer join, and
 * BigQuery refuses an outer join "without a condition that is an equality of fields from both sides": {@link KeyMatch}
 * has one. The order columns keep {@code IS NOT DISTINCT FROM}: they stand in WHEN, which joins nothing.
 *
 * @param columns of the target that are written, in its order, without the sequence
 * @param nullKeys whether rows with NULL in a key are left out
 * @param deletes null if no row deletes
 * @param partitions where the target can hold the staged keys; null for anywhere
 */
public record MergeStatement(
        TableId target,
        List<StagedRows> sources,
        List<ColumnName> keys,
        List<ColumnName> order,
        List<Column> columns,
        NullKeys nullKeys,
        @Nullable StagedDeletes deletes,
        @Nullable PartitionRanges partitions)
        implements Statement {
    private static final String SEQUENCE = ColumnName.SEQUENCE.quoted();

    public MergeStatement {
        sources = List.copyOf(sources);
        keys = List.copyOf(keys);
        order = List.copyOf(order);
        columns = List.copyOf(columns);
        if (keys.isEmpty() || sources.isEmpty()) {
            throw new IllegalArgumentException("A merge into " + target + " needs keys and staged rows");
        }
    }

    /** A merge in which no row deletes. */
    public MergeStatement(
            TableId target,
            List<StagedRows> sources,
            List<ColumnName> keys,
            List<ColumnName> order,
            List<Column> columns) {
        this(target, sources, keys, order, columns, NullKeys.MATCH, null, null);
    }

    public MergeStatement withNullKeys(NullKeys other) {
        return new MergeStatement(target, sources, keys, order, columns, other, deletes, partitions);
    }

    public MergeStatement withDeletes(StagedDeletes other) {
        return new MergeStatement(target, sources, keys, order, columns, nullKeys, other, partitions);
    }

    public MergeStatement within(PartitionRanges other) {
        return new MergeStatement(target, sources, keys, order, columns, nullKeys, deletes, other);
    }

    @Override
    public String sql() {
        RowVersion version = new RowVersion(keys, order, columns);
        String upsert = deletes == null ? "" : " AND NOT source." + StagedDeletes.DELETED;
        return "MERGE INTO " + target.quoted() + " AS target\nUSING (\n" + greatestPerKey(version)
                + "\n) AS source\nON "
                + keyColumns().stream().map(this::sameKey).collect(Collectors.joining("\n  AND "))
                + (partitions == null ? "" : "\n  AND " + partitions.contains("target."))
                + (deletes == null
                        ? ""
                        : "\nWHEN MATCHED AND source." + StagedDeletes.DELETED + " AND (\n  " + version.deletes()
                                + "\n) THEN DELETE")
                + "\nWHEN MATCHED" + upsert + " AND (\n  " + version.greater() + "\n) THEN UPDATE SET\n  "
                + assignments() + "\nWHEN NOT MATCHED" + upsert + " THEN INSERT (" + written("") + ")\n  VALUES ("
                + written("source.") + ")";
    }

    private String greatestPerKey(RowVersion version) {
        String partition = keys.stream().map(ColumnName::quoted).collect(Collectors.joining(", "));
        String names = written("") + (deletes == null ? "" : ", " + StagedDeletes.DELETED);
        String onlyStaged = deletes == null
                ? ""
                : ",\n      MAX(" + StagedDeletes.STAGED + ") OVER (PARTITION BY " + partition + ") AS "
                        + StagedDeletes.STAGED;
        return "  SELECT " + names + "\n  FROM (\n    SELECT " + names + ",\n      ROW_NUMBER() OVER (\n"
                + "        PARTITION BY " + partition + "\n        ORDER BY "
                + String.join(",\n        ", version.descending(deletes != null))
                + "\n      ) AS `_landfall_position`" + onlyStaged + "\n    FROM (\n" + rows() + "\n    )\n  )\n"
                + "  WHERE `_landfall_position` = 1"
                + (deletes == null ? "" : " AND " + StagedDeletes.STAGED + " = 1")
                + (nullKeys == NullKeys.REJECT
                        ? keys.stream()
                                .map(key -> "\n    AND " + key.quoted() + " IS NOT NULL")
                                .collect(Collectors.joining())
                        : "");
    }

    private String rows() {
        String staged = StagedRows.union(sources, columns, deletes);
        if (deletes == null) {
            return staged;
        }
        List<ColumnName> version = new ArrayList<>(keys);
        version.addAll(order);
        return staged + StagedRows.UNION_ALL + deletes.remembered(version, columns);
    }

    private String sameKey(Column key) {
        return nullKeys == NullKeys.REJECT ? KeyMatch.equal(key) : KeyMatch.nullSafe(key);
    }

    private List<Column> keyColumns() {
        return keys.stream()
                .map(key -> columns.stream()
                        .filter(column -> column.name().equals(key))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("Key " + key + " is no column of " + target)))
                .toList();
    }

    private String assignments() {
        List<String> names = names();
        names.removeIf(name -> keys.stream().anyMatch(key -> key.quoted().equalsIgnoreCase(name)));
        return names.stream().map(name -> name + " = source." + name).collect(Collectors.joining(",\n  "));
    }

    private String written(String qualifier) {
        return names().stream().map(name -> qualifier + name).collect(Collectors.joining(", "));
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        columns.forEach(column -> names.add(column.name().quoted()));
        names.add(SEQUENCE);
        return names;
    }
}
