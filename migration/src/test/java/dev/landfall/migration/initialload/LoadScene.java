package dev.landfall.migration.initialload;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.DatasetInfo;
import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.BucketInfo;
import com.google.cloud.storage.Storage;
import dev.landfall.core.crash.CrashPoints;
import dev.landfall.core.landing.FileEncoding;
import dev.landfall.core.sql.MergeStatement;
import dev.landfall.core.sql.StagedRows;
import dev.landfall.core.table.Column;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.CsvOptions;
import dev.landfall.core.table.DatasetName;
import dev.landfall.core.table.FileFormat;
import dev.landfall.core.table.Partitioning;
import dev.landfall.core.table.StorageFolder;
import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TableSchema;
import dev.landfall.core.table.TableSpec;
import dev.landfall.core.table.TargetLayout;
import dev.landfall.core.table.TypeKind;
import dev.landfall.core.warehouse.JobOutcome;
import dev.landfall.core.warehouse.JobPriority;
import dev.landfall.core.warehouse.LoadJob;
import dev.landfall.core.warehouse.Warehouse;
import dev.landfall.gcp.bigquery.BigQueryWarehouse;
import dev.landfall.gcp.client.CloudClients;
import dev.landfall.localcloud.LocalCloud;
import dev.landfall.migration.catalog.HiveFormat;
import dev.landfall.migration.catalog.PlannedColumn;
import dev.landfall.migration.catalog.PlannedTable;
import dev.landfall.migration.catalog.Proposals;
import dev.landfall.migration.catalog.Route;
import dev.landfall.migration.initialload.ModelTable.Row;
import dev.landfall.replicator.pipeline.SourceTableName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A local cloud, tables that are loaded into it from a {@link ModelTable}, and a process that may die. Each side effect
 * of the process is a crash point.
 */
final class LoadScene implements AutoCloseable {
    static final DatasetName STAGING = new DatasetName("staging");
    static final StorageFolder COPIES = new StorageFolder("gs://copies/initial");
    static final ColumnName ID = new ColumnName("id");
    static final ColumnName DAY = new ColumnName("dt");
    static final ColumnName UPDATED = new ColumnName("updated_at");

    final Storage storage;
    final Warehouse warehouse;
    private final LocalCloud cloud;
    private final CloudClients clients;
    private final BigQuery bigQuery;
    private int tables;

    LoadScene() throws IOException {
        cloud = LocalCloud.builder().project("p").location("US").start();
        clients = new CloudClients("p", "US", "(default)", cloud.environment());
        storage = clients.storage();
        bigQuery = clients.bigQuery();
        storage.create(BucketInfo.of("copies"));
        bigQuery.create(DatasetInfo.of("staging"));
        bigQuery.create(DatasetInfo.of("sales"));
        warehouse = new BigQueryWarehouse(bigQuery, "p", "US", Clock.systemUTC());
    }

    /** A load that nothing disturbs. */
    LoadState load(Path folder, LoadOrder order, ModelTable table) {
        return load(folder, order, table, new CrashPoints(), () -> {}, Proposals.MOST_PARTITIONS_PER_JOB);
    }

    /**
     * Begins a load or goes on with it.
     *
     * @param folder of the states
     * @param meanwhile runs again and again while files are copied and after each step
     */
    LoadState load(
            Path folder,
            LoadOrder order,
            ModelTable table,
            CrashPoints crash,
            Runnable meanwhile,
            int mostPartitionsPerJob) {
        Runnable effect = () -> {
            meanwhile.run();
            crash.effect();
        };
        try (StateFolder states = StateFolder.open(folder)) {
            InitialLoad.Parts parts = new InitialLoad.Parts(
                    new CrashingStates(states, crash),
                    new CrashingFiles(table, crash),
                    new CrashingCopies(new CloudStorageFiles(storage), crash),
                    new SimulatedDistCp(table, storage, effect),
                    table,
                    crash.on(Warehouse.class, warehouse),
                    new Silent(meanwhile),
                    Clock.systemUTC());
            FirstDelta deltas = new FirstDelta() {
                @Override
                public Beginning note() {
                    long now = table.now() + 1;
                    Instant instant = Instant.EPOCH.plusNanos(Math.multiplyExact(now, 1_000L));
                    return new Beginning(now, instant.atZone(ZoneId.of("UTC")).toLocalDateTime());
                }

                @Override
                public void handOver(LoadState state) {
                    crash.effect();
                }
            };
            return new InitialLoad(parts, InitialLoad.SnapshotRule.IF_ALLOWED, mostPartitionsPerJob).run(order, deltas);
        }
    }

    private record CrashingStates(LoadStates states, CrashPoints crash) implements LoadStates {
        @Override
        public Optional<LoadState> find(TableId target) {
            return states.find(target);
        }

        @Override
        public void save(LoadState state) {
            crash.check();
            states.save(state);
            crash.effect();
        }

        @Override
        public void forget(TableId target) {
            states.forget(target);
        }
    }

    private record CrashingFiles(ModelTable table, CrashPoints crash) implements TableFiles {
        @Override
        public List<TableFile> list(String folder) {
            crash.check();
            return table.list(folder);
        }

        @Override
        public Optional<Stable> snapshot(String folder, String name) {
            crash.check();
            Optional<Stable> stable = table.snapshot(folder, name);
            crash.effect();
            return stable;
        }

        @Override
        public void drop(LoadState.Snapshot snapshot) {
            crash.check();
            table.drop(snapshot);
            crash.effect();
        }
    }

    private record CrashingCopies(CopiedFiles copies, CrashPoints crash) implements CopiedFiles {
        @Override
        public List<TableFile> list(StorageFolder folder) {
            crash.check();
            return copies.list(folder);
        }

        @Override
        public void tidy(StorageFolder folder) {
            crash.check();
            copies.tidy(folder);
            crash.effect();
        }
    }

    private record Silent(Runnable meanwhile) implements LoadListener {
        @Override
        public void done(LoadState state) {
            meanwhile.run();
        }

        @Override
        public void copying(TableId target, LoadState.Size copied, LoadState.Size all) {}

        @Override
        public void running(TableId target, String jobId, String what) {}
    }

    /** What the loader and the merge function do with one delta. */
    void merge(LoadOrder order, List<Row> delta, long sequence) throws Exception {
        TableId target = order.table().target();
        TableId staging = new TableId(STAGING, target.table());
        List<Column> data = List.of(
                Column.nullable("id", TypeKind.INT64),
                Column.nullable("amount", TypeKind.INT64),
                Column.nullable("updated_at", TypeKind.TIMESTAMP));
        Column day = Column.nullable("dt", TypeKind.DATE);
        List<String> uris = new ArrayList<>();
        String root = "delta/" + target.table() + "/";
        for (Row row : delta) {
            String name = root + row.partition() + "/" + row.id() + ".avro";
            storage.create(BlobInfo.newBuilder("copies", name).build(), ModelTable.avro(List.of(row)));
            uris.add("gs://copies/" + name);
        }
        run(
                "load-" + target.table(),
                id -> warehouse.submit(new LoadJob(
                        id,
                        staging,
                        uris,
                        new FileEncoding(FileFormat.AVRO, false),
                        CsvOptions.DEFAULT,
                        null,
                        List.of(day),
                        "gs://copies/delta/" + target.table())));
        List<Column> all = new ArrayList<>(data);
        all.add(day);
        MergeStatement merge = new MergeStatement(
                target,
                List.of(new StagedRows(staging, new TableSchema(all), sequence, ColumnName.SEQUENCE)),
                List.of(ID),
                List.of(UPDATED),
                all);
        run("merge-" + target.table(), id -> warehouse.submit(id, merge, JobPriority.INTERACTIVE));
        warehouse.drop(staging);
    }

    private void run(String id, Consumer<String> submit) {
        submit.accept(id);
        assertThat(warehouse.await(id, Instant.now().plus(Duration.ofMinutes(1))))
                .hasValueSatisfying(outcome -> assertThat(outcome).isInstanceOf(JobOutcome.Success.class));
    }

    TableId nextTarget() {
        return TableId.of("sales", "orders" + ++tables);
    }

    TableSpec spec() {
        return TableSpec.merge(nextTarget(), List.of(ID), List.of(UPDATED))
                .withPartitioning(new Partitioning(DAY, Partitioning.Granularity.DAY, false));
    }

    LoadOrder order(Route route, Optional<TableSpec> spec) {
        TableId target = spec.map(TableSpec::target).orElseGet(this::nextTarget);
        PlannedTable table = new PlannedTable(
                SourceTableName.parse("sales.orders"),
                target,
                route,
                HiveFormat.AVRO,
                ModelTable.LOCATION,
                List.of(
                        new PlannedColumn("id", "bigint", ID, false),
                        new PlannedColumn("amount", "bigint", new ColumnName("amount"), false),
                        new PlannedColumn("updated_at", "timestamp", UPDATED, false)),
                List.of(new PlannedColumn("dt", "date", DAY, false)),
                List.of(ID),
                UPDATED,
                List.of(UPDATED),
                new TargetLayout(new Partitioning(DAY, Partitioning.Granularity.DAY, false), List.of(ID), null),
                ZoneId.of("UTC"),
                new PlannedTable.Extent(null, null, 3),
                Map.of(),
                List.of());
        return new LoadOrder(table, spec, COPIES, STAGING);
    }

    List<String> target(LoadOrder order) throws InterruptedException {
        return query("SELECT id, amount, UNIX_MICROS(updated_at), dt, _landfall_sequence FROM "
                + order.table().target().quoted() + " ORDER BY id");
    }

    static List<String> expected(List<Row> rows, LoadState done) {
        return rows.stream()
                .sorted(Comparator.comparingLong(Row::id))
                .map(row -> row.id() + " " + row.amount() + " " + row.updatedMicros() + " "
                        + row.partition().substring(3) + " " + done.sequence())
                .toList();
    }

    static String withoutSequence(String row) {
        return row.substring(0, row.lastIndexOf(' '));
    }

    List<String> query(String sql) throws InterruptedException {
        List<String> rows = new ArrayList<>();
        for (FieldValueList row :
                bigQuery.query(QueryJobConfiguration.newBuilder(sql).build()).iterateAll()) {
            List<String> values = new ArrayList<>();
            row.forEach(value -> values.add(String.valueOf(value.getValue())));
            rows.add(String.join(" ", values));
        }
        return rows;
    }

    @Override
    public void close() {
        clients.close();
        cloud.close();
    }
}
