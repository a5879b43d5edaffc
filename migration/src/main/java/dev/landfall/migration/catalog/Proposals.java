package dev.landfall.migration.catalog;

import dev.landfall.core.table.Column;
import dev.landfall.core.table.ColumnMode;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.KmsKey;
import dev.landfall.core.table.Partitioning;
import dev.landfall.core.table.Partitioning.Granularity;
import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TargetLayout;
import dev.landfall.core.table.TypeKind;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Proposes what becomes of a table, each proposal with its reason. Pure: the same description gives the same plan.
 *
 * @param kmsKey for every target; null for the datasets' default
 * @param smallBytes up to which a table is read by JDBC rather than copied by a job
 */
public record Proposals(@Nullable KmsKey kmsKey, long smallBytes) {
    /** BigQuery, "Partitioned table limits": one table, one job. */
    public static final int MOST_PARTITIONS = 10_000;

    /** What one job may write to. */
    public static final int MOST_PARTITIONS_PER_JOB = 4_000;

    /** A table smaller than this is read faster whole (BigQuery, "When to use partitioning"). */
    private static final long PARTITIONING_PAYS_BYTES = 10_000_000_000L;

    private static final int MOST_CLUSTERING_COLUMNS = 4;
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final Pattern CHANGE = Pattern.compile("(?i).*(updat|modif|chang|lastmod|upd_|_upd|mtime).*");
    private static final Pattern ARRIVAL = Pattern.compile("(?i).*(insert|load|ingest|creat|etl).*");

    /** @param partitions how many Hive has; 0 for a table without partition keys */
    public PlannedTable of(HiveTable table, TableId target, int partitions) {
        Draft draft = new Draft(table, target, partitions);
        return draft.plan();
    }

    /** One table's proposals on their way. */
    private final class Draft {
        private final HiveTable table;
        private final TableId target;
        private final int partitions;
        private final Map<String, String> reasons = new LinkedHashMap<>();
        private final List<Refusal> refusals = new ArrayList<>();
        private final List<PlannedColumn> columns;
        private final List<PlannedColumn> keys;
        private final Optional<Long> bytes;

        Draft(HiveTable table, TableId target, int partitions) {
            this.table = table;
            this.target = target;
            this.partitions = partitions;
            this.bytes = table.number("totalSize");
            Map<String, ColumnName> names =
                    ColumnRenames.of(Stream.concat(table.columns().stream(), table.keys().stream())
                            .map(HiveTable.DeclaredColumn::name)
                            .toList());
            this.columns = planned(table.columns(), names);
            this.keys = planned(table.keys(), names);
        }

        private static List<PlannedColumn> planned(
                List<HiveTable.DeclaredColumn> declared, Map<String, ColumnName> names) {
            return declared.stream()
                    .map(column -> new PlannedColumn(
                            column.name(), column.type(), Objects.requireNonNull(names.get(column.name())), false))
                    .toList();
        }

        PlannedTable plan() {
            List<ColumnName> key = key();
            List<ColumnName> candidates = watermarks();
            Partitioning partitioning = partitioning();
            Route route = route();
            PlannedTable planned = new PlannedTable(
                    table.name(),
                    target,
                    route,
                    table.format(),
                    table.location(),
                    columns,
                    keys,
                    key,
                    candidates.isEmpty() ? null : candidates.get(0),
                    candidates,
                    new TargetLayout(partitioning, clustering(key, partitioning), kmsKey),
                    UTC,
                    new PlannedTable.Extent(table.number("numFiles").orElse(null), bytes.orElse(null), partitions),
                    reasons,
                    List.of());
            List<Refusal> all = new ArrayList<>(refusals);
            all.addAll(planned.undecided());
            return new PlannedTable(
                    planned.source(),
                    planned.target(),
                    all.isEmpty() ? route : Route.NONE,
                    planned.format(),
                    planned.location(),
                    columns,
                    keys,
                    key,
                    planned.watermark(),
                    candidates,
                    planned.layout(),
                    planned.zone(),
                    planned.extent(),
                    reasons,
                    all);
        }

        private List<ColumnName> key() {
            List<ColumnName> key = columns.stream()
                    .filter(column -> table.primaryKey().stream().anyMatch(column.name()::equalsIgnoreCase))
                    .map(PlannedColumn::target)
                    .toList();
            reasons.put(
                    "key",
                    key.isEmpty()
                            ? "Hive knows no primary key: name the columns that identify a row, or keep mode append"
                            : "the primary key that Hive knows; Hive does not enforce it");
            return key;
        }

        private List<ColumnName> watermarks() {
            List<ColumnName> times = columns.stream()
                    .map(PlannedColumn::column)
                    .flatMap(Optional::stream)
                    .filter(column ->
                            column.type().kind() == TypeKind.TIMESTAMP && column.mode() == ColumnMode.NULLABLE)
                    .map(Column::name)
                    .sorted(Comparator.comparingInt(Draft::rank))
                    .toList();
            reasons.put(
                    "watermark",
                    times.isEmpty()
                            ? "no TIMESTAMP column: deltas need one that every insert and update sets"
                            : rank(times.get(0)) == 0
                                    ? "named like the time of a change; make sure that every insert and update sets it"
                                    : "the likeliest TIMESTAMP column; make sure that every insert and update sets it");
            return times;
        }

        private static int rank(ColumnName name) {
            if (CHANGE.matcher(name.value()).matches()) {
                return 0;
            }
            return ARRIVAL.matcher(name.value()).matches() ? 1 : 2;
        }

        private @Nullable Partitioning partitioning() {
            if (partitions > MOST_PARTITIONS) {
                refusals.add(new Refusal(
                        partitions + " partitions",
                        "a table of BigQuery has at most 10,000",
                        "Partition the target by MONTH or YEAR, or split the table, then choose a route"));
            }
            for (PlannedColumn key : keys) {
                Optional<Column> column =
                        key.column().filter(found -> isDay(found.type().kind()));
                if (column.isPresent()) {
                    Granularity by = partitions > MOST_PARTITIONS ? Granularity.MONTH : Granularity.DAY;
                    reasons.put("partition", "Hive partitions by " + key.name() + ", which is a " + key.type());
                    return new Partitioning(column.get().name(), by, false);
                }
            }
            boolean large = bytes.isPresent() && bytes.get() >= PARTITIONING_PAYS_BYTES;
            Optional<Column> day = columns.stream()
                    .map(PlannedColumn::column)
                    .flatMap(Optional::stream)
                    .filter(column -> column.type().kind() == TypeKind.DATE)
                    .findFirst();
            if (large && day.isPresent()) {
                reasons.put(
                        "partition", "the first DATE column of a table of 10 GB or more; is it what people filter by?");
                return new Partitioning(day.get().name(), Granularity.DAY, false);
            }
            reasons.put(
                    "partition",
                    !keys.isEmpty()
                            ? "Hive's partition keys are no DATE or TIMESTAMP: they are clustering columns instead"
                            : large
                                    ? "large, but without a DATE column: is there a TIMESTAMP that people filter by?"
                                    : "none: under 10 GB, or of unknown size, a table is read as fast whole");
            return null;
        }

        private static boolean isDay(TypeKind kind) {
            return kind == TypeKind.DATE || kind == TypeKind.TIMESTAMP;
        }

        private List<ColumnName> clustering(List<ColumnName> key, @Nullable Partitioning partitioning) {
            List<ColumnName> clustering = new ArrayList<>();
            keys.stream()
                    .map(PlannedColumn::target)
                    .filter(name -> partitioning == null || !name.equals(partitioning.column()))
                    .forEach(clustering::add);
            key.stream().filter(name -> !clustering.contains(name)).forEach(clustering::add);
            List<ColumnName> first = clustering.subList(0, Math.min(MOST_CLUSTERING_COLUMNS, clustering.size()));
            reasons.put(
                    "cluster",
                    first.isEmpty()
                            ? "none: no key is known"
                            : "Hive's other partition keys, then the key, by which merges look rows up");
            return List.copyOf(first);
        }

        private Route route() {
            boolean nested = columns.stream().anyMatch(PlannedColumn::nested);
            if (table.transactional()) {
                return chosen(
                        Route.REPLICATOR,
                        "an ACID table: its files are deltas that only Hive can put together, so it is read by JDBC");
            }
            if (table.format().files().isEmpty()) {
                return chosen(
                        Route.REPLICATOR,
                        "BigQuery does not read files of format "
                                + table.format().word() + " as Hive means them");
            }
            if (!nested && bytes.isPresent() && bytes.get() <= smallBytes) {
                return chosen(Route.REPLICATOR, "small: one read by JDBC costs less than a job on the cluster");
            }
            return chosen(
                    Route.DISTCP,
                    nested
                            ? "the cluster copies the files; the replicator carries no nested columns, so deltas need a view without them"
                            : "the cluster copies the files in parallel");
        }

        private Route chosen(Route route, String reason) {
            reasons.put("route", reason);
            if (route == Route.REPLICATOR) {
                columns.stream()
                        .filter(column -> column.nested() && column.refusal().isEmpty())
                        .forEach(column -> refusals.add(new Refusal(
                                "column " + column.name(),
                                "the replicator carries no " + column.type(),
                                "Read a view that leaves it out or makes it text")));
                columns.stream()
                        .filter(PlannedColumn::renamed)
                        .forEach(column -> refusals.add(new Refusal(
                                "column " + column.name(),
                                "its name is none that BigQuery and the replicator take",
                                "Read a view that names it " + column.target())));
            }
            return route;
        }
    }
}
