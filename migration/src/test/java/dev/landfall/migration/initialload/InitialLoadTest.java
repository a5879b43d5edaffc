package dev.landfall.migration.initialload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.DatasetInfo;
import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.BucketInfo;
import com.google.cloud.storage.Storage;
import dev.landfall.core.crash.CrashPoints;
import dev.landfall.core.crash.CrashingWarehouse;
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
import dev.landfall.migration.catalog.HivePartitions;
import dev.landfall.migration.catalog.PlannedColumn;
import dev.landfall.migration.catalog.PlannedTable;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole loads on the local cloud, from a table that changes, by a process that dies. */
class InitialLoadTest {
    private static final DatasetName STAGING = new DatasetName("staging");
    private static final StorageFolder COPIES = new StorageFolder("gs://copies/initial");
    private static final ColumnName ID = new ColumnName("id");
    private static final ColumnName DAY = new ColumnName("dt");
    private static final ColumnName UPDATED = new ColumnName("updated_at");

    private static LocalCloud cloud;
    private static CloudClients clients;
    private static Storage storage;
    private static BigQuery bigQuery;
    private static Warehouse warehouse;
    private static int tables;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws IOException {
        cloud = LocalCloud.builder().project("p").location("US").start();
        clients = new CloudClients("p", "US", "(default)", cloud.environment());
        storage = clients.storage();
        bigQuery = clients.bigQuery();
        storage.create(BucketInfo.of("copies"));
        bigQuery.create(DatasetInfo.of("staging"));
        bigQuery.create(DatasetInfo.of("sales"));
        warehouse = new BigQueryWarehouse(bigQuery, "p", "US", Clock.systemUTC());
    }

    @AfterAll
    static void stop() {
        clients.close();
        cloud.close();
    }

    @Test
    void aLoadThatIsKilledAfterAnySideEffectGoesOnWithoutDoubleRowsOrLeftovers() throws Exception {
        int killed = 0;
        boolean survived = false;
        while (!survived) {
            LoadOrder order = order(Route.DISTCP, Optional.of(spec()));
            ModelTable table = new ModelTable(killed, killed % 2 == 0);
            CrashPoints crash = new CrashPoints();
            crash.dieAfter(++killed);
            survived = survives(order, table, crash);
            crash.restart();
            LoadState done = load(order, table, crash, () -> {});

            assertThat(done.step()).isEqualTo(LoadStep.DONE);
            assertThat(target(order)).as("killed after %s effects", killed).isEqualTo(expected(table.rows(), done));
            assertThat(warehouse.tables(STAGING).hasNext()).isFalse();
            assertThat(table.hasSnapshots()).isFalse();
        }
        assertThat(killed).isGreaterThan(20);
    }

    @Test
    void aLoadByLoadJobGivesTheSameRows() throws Exception {
        LoadOrder order = order(Route.LOAD, Optional.of(spec()));
        ModelTable table = new ModelTable(1, true);

        LoadState done = load(order, table, new CrashPoints(), () -> {});

        assertThat(target(order)).isEqualTo(expected(table.rows(), done));
        assertThat(warehouse.tables(STAGING).hasNext()).isFalse();
    }

    private boolean survives(LoadOrder order, ModelTable table, CrashPoints crash) {
        try {
            load(order, table, crash, () -> {});
            return true;
        } catch (CrashPoints.SimulatedCrash e) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void deltasAfterALoadOfATableThatIsWrittenToAllTheTimeMakeItEqual(long seed) throws Exception {
        LoadOrder order = order(Route.DISTCP, Optional.of(spec()));
        ModelTable table = new ModelTable(seed, seed % 2 == 0);
        int[] changes = {0};
        LoadState done = load(order, table, new CrashPoints(), () -> {
            // Without a snapshot no copy can keep up with a table that changes with each of its files.
            if (table.hasSnapshots() || changes[0]++ < 8) {
                table.change();
            }
        });
        table.change();

        merge(
                order,
                table.rows().stream()
                        .filter(row -> row.updatedMicros() >= done.sequence())
                        .toList(),
                table.now() + 1);

        assertThat(target(order).stream().map(InitialLoadTest::withoutSequence).toList())
                .isEqualTo(expected(table.rows(), done).stream()
                        .map(InitialLoadTest::withoutSequence)
                        .toList());
    }

    @Test
    void inModeAppendTheFirstDeltasRowsAreLeftToIt() throws Exception {
        LoadOrder order = order(
                Route.DISTCP,
                Optional.of(TableSpec.append(nextTarget())
                        .withPartitioning(new Partitioning(DAY, Partitioning.Granularity.DAY, false))));
        ModelTable table = new ModelTable(7, false);
        long[] before = {0};
        LoadState done = load(order, table, new CrashPoints(), () -> {
            if (before[0]++ < 3) {
                table.change();
            }
        });

        assertThat(target(order))
                .isEqualTo(expected(
                        table.rows().stream()
                                .filter(row -> row.updatedMicros() < done.sequence())
                                .toList(),
                        done));
    }

    @Test
    void aTargetThatHasRowsIsNotTouched() throws Exception {
        LoadOrder order = order(Route.DISTCP, Optional.of(spec()));
        query("CREATE TABLE " + order.table().target().quoted() + " AS SELECT 1 AS id");

        assertThatThrownBy(() -> load(order, new ModelTable(1, true), new CrashPoints(), () -> {}))
                .isInstanceOf(InitialLoadException.class)
                .hasMessageContaining("has 1 rows already");
        assertThat(query("SELECT id FROM " + order.table().target().quoted())).containsExactly("1");
        warehouse.drop(order.intermediate());
    }

    @Test
    void anExternalTargetReadsTheCopiedFiles() throws Exception {
        LoadOrder order = order(Route.EXTERNAL, Optional.empty());
        ModelTable table = new ModelTable(3, false);

        load(order, table, new CrashPoints(), () -> {});

        assertThat(query("SELECT COUNT(*), MAX(dt) FROM "
                        + order.table().target().quoted()))
                .containsExactly(table.rows().size() + " 2026-01-03");
    }

    @Test
    void aFolderThatIsNoPartitionIsRefused() throws Exception {
        ModelTable table = new ModelTable(3, false);
        LoadOrder order = order(Route.DISTCP, Optional.of(spec()));
        HivePartitions forgetful = new HivePartitions() {
            @Override
            public List<String> partitions(SourceTableName name) {
                return table.partitions(name).subList(1, table.partitions(name).size());
            }

            @Override
            public String location(SourceTableName name, String partition) {
                return table.location(name, partition);
            }
        };

        assertThatThrownBy(() -> CopySource.of(order.table(), ModelTable.LOCATION, table, forgetful))
                .hasMessageContaining("dt=2026-01-01")
                .hasMessageContaining("MSCK REPAIR");
    }

    private LoadState load(LoadOrder order, ModelTable table, CrashPoints crash, Runnable meanwhile) {
        Runnable effect = () -> {
            meanwhile.run();
            crash.effect();
        };
        try (StateFolder states = StateFolder.open(folder)) {
            InitialLoad.Parts parts = new InitialLoad.Parts(
                    new CrashingStates(states, crash),
                    table,
                    new CloudStorageFiles(storage),
                    new SimulatedDistCp(table, storage, effect),
                    table,
                    new CrashingWarehouse(warehouse, crash),
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
            return new InitialLoad(parts, InitialLoad.SnapshotRule.IF_ALLOWED).run(order, deltas);
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
    private static void merge(LoadOrder order, List<Row> delta, long sequence) throws Exception {
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

    private static void run(String id, Consumer<String> submit) {
        submit.accept(id);
        assertThat(warehouse.await(id, Instant.now().plus(Duration.ofMinutes(1))))
                .hasValueSatisfying(outcome -> assertThat(outcome).isInstanceOf(JobOutcome.Success.class));
    }

    private static TableId nextTarget() {
        return TableId.of("sales", "orders" + ++tables);
    }

    private static TableSpec spec() {
        return TableSpec.merge(nextTarget(), List.of(ID), List.of(UPDATED))
                .withPartitioning(new Partitioning(DAY, Partitioning.Granularity.DAY, false));
    }

    private static LoadOrder order(Route route, Optional<TableSpec> spec) {
        TableId target = spec.map(TableSpec::target).orElseGet(InitialLoadTest::nextTarget);
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

    private static List<String> target(LoadOrder order) throws InterruptedException {
        return query("SELECT id, amount, UNIX_MICROS(updated_at), dt, _landfall_sequence FROM "
                + order.table().target().quoted() + " ORDER BY id");
    }

    private static List<String> expected(List<Row> rows, LoadState done) {
        return rows.stream()
                .sorted(Comparator.comparingLong(Row::id))
                .map(row -> row.id() + " " + row.amount() + " " + row.updatedMicros() + " "
                        + row.partition().substring(3) + " " + done.sequence())
                .toList();
    }

    private static String withoutSequence(String row) {
        return row.substring(0, row.lastIndexOf(' '));
    }

    private static List<String> query(String sql) throws InterruptedException {
        List<String> rows = new ArrayList<>();
        for (FieldValueList row :
                bigQuery.query(QueryJobConfiguration.newBuilder(sql).build()).iterateAll()) {
            List<String> values = new ArrayList<>();
            row.forEach(value -> values.add(String.valueOf(value.getValue())));
            rows.add(String.join(" ", values));
        }
        return rows;
    }
}
