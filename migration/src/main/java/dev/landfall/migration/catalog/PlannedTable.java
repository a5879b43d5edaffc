package dev.landfall.migration.catalog;

import dev.landfall.core.table.Column;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TargetLayout;
import dev.landfall.replicator.pipeline.SourceTableName;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One table of Hive and what becomes of it, as a person has reviewed it.
 *
 * @param location of its files
 * @param columns without the partition keys
 * @param hiveKeys the partition keys, outermost first
 * @param key empty until somebody who knows the table names it
 * @param watermark null until somebody names it
 * @param zone of the clock whose time stands in the timestamps of its files
 * @param extent what is known of its size
 * @param reasons why something is proposed, by the key of the plan file
 * @param refusals what nobody has decided yet
 */
public record PlannedTable(
        SourceTableName source,
        TableId target,
        Route route,
        HiveFormat format,
        String location,
        List<PlannedColumn> columns,
        List<PlannedColumn> hiveKeys,
        List<ColumnName> key,
        @Nullable ColumnName watermark,
        List<ColumnName> watermarkCandidates,
        TargetLayout layout,
        ZoneId zone,
        Extent extent,
        Map<String, String> reasons,
        List<Refusal> refusals) {
    /**
     * How large a table is, as far as Hive knows.
     *
     * @param partitions 0 for a table without partition keys
     */
    public record Extent(@Nullable Long files, @Nullable Long bytes, int partitions) {}

    public PlannedTable {
        columns = List.copyOf(columns);
        hiveKeys = List.copyOf(hiveKeys);
        key = List.copyOf(key);
        watermarkCandidates = List.copyOf(watermarkCandidates);
        reasons = Map.copyOf(reasons);
        refusals = List.copyOf(refusals);
        List<ColumnName> taken = new ArrayList<>();
        Stream.concat(columns.stream(), hiveKeys.stream()).forEach(column -> {
            if (taken.contains(column.target())) {
                throw new IllegalArgumentException("Two columns of " + source + " would become " + column.target()
                        + " in " + target + " (case is ignored): give one of them another 'to'");
            }
            taken.add(column.target());
        });
    }

    /** The same table after a person has decided. */
    public PlannedTable decided(Route way, List<ColumnName> keyColumns, TargetLayout targetLayout) {
        return new PlannedTable(
                source,
                target,
                way,
                format,
                location,
                columns,
                hiveKeys,
                keyColumns,
                watermark,
                watermarkCandidates,
                targetLayout,
                zone,
                extent,
                reasons,
                refusals);
    }

    /** The columns of the target in order, the partition keys last. */
    public List<Column> targetColumns() {
        return kept().map(PlannedColumn::column).flatMap(Optional::stream).toList();
    }

    /** Everything that stands in the way of taking the table over as it is planned. */
    public List<Refusal> undecided() {
        List<Refusal> undecided = new ArrayList<>();
        kept().map(PlannedColumn::refusal).flatMap(Optional::stream).forEach(undecided::add);
        if (route.copiesFiles()) {
            undecided.addAll(ofFiles());
        }
        return List.copyOf(undecided);
    }

    private List<Refusal> ofFiles() {
        List<Refusal> refusals = new ArrayList<>();
        if (format.files().isEmpty()) {
            refusals.add(
                    new Refusal(
                            "format " + format.word(),
                            "BigQuery does not read such files as Hive means them",
                            "Use the route replicator, or copy the table in Hive: CREATE TABLE ... STORED AS PARQUET AS SELECT"));
        }
        for (PlannedColumn column : columns) {
            if (!column.dropped() && column.renamed()) {
                refusals.add(new Refusal(
                        "column " + column.name(),
                        "its name in the files is no column name for an external table",
                        "Use the route replicator on a view that renames it to " + column.target()
                                + ", or leave it out: drop: true"));
            }
            if (!column.dropped()
                    && format == HiveFormat.PARQUET
                    && column.type().contains("map<")) {
                refusals.add(new Refusal(
                        "column " + column.name(),
                        "a MAP in Parquet files is not read as an array of keys and values",
                        "Copy the table to Avro or ORC in Hive, or leave it out: drop: true"));
            }
        }
        return refusals;
    }

    private Stream<PlannedColumn> kept() {
        return Stream.concat(columns.stream(), hiveKeys.stream()).filter(column -> !column.dropped());
    }
}
