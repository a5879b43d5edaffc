package dev.landfall.gcp.bigquery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.core.failure.FailureClass;
import dev.landfall.core.landing.FileEncoding;
import dev.landfall.core.sql.AddColumnsStatement;
import dev.landfall.core.sql.AppendStatement;
import dev.landfall.core.sql.CreateTargetStatement;
import dev.landfall.core.sql.SnapshotsQuery;
import dev.landfall.core.sql.StagedRows;
import dev.landfall.core.table.Column;
import dev.landfall.core.table.ColumnMode;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.ColumnType;
import dev.landfall.core.table.CsvOptions;
import dev.landfall.core.table.FileFormat;
import dev.landfall.core.table.Partitioning;
import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TableSchema;
import dev.landfall.core.table.TypeKind;
import dev.landfall.core.warehouse.JobOutcome;
import dev.landfall.core.warehouse.JobPriority;
import dev.landfall.core.warehouse.LoadJob;
import dev.landfall.localcloud.time.ManualTime;
import dev.landfall.localcloud.time.TimeSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("wire")
class BigQueryWarehouseTest {
    private static final TableId STAGING = TableId.of("staging", "s1");
    private static final TableId ORDERS = TableId.of("sales", "orders");
    private static final Column ID = Column.nullable("id", TypeKind.INT64);
    private static final Column NAME = Column.nullable("name", TypeKind.STRING);

    @TempDir
    private @Nullable Path folder;

    private @Nullable LocalWarehouse local;

    @BeforeEach
    void start() throws IOException {
        if (folder != null) {
            local = new LocalWarehouse(folder);
        }
    }

    @AfterEach
    void stop() {
        local().close();
    }

    /** The client attaches to a job with the id by itself, but only if it is younger than a day. */
    @Test
    void aJobOfTheDayBeforeYesterdayIsAttachedToLikeAnyOther(@TempDir Path other) throws IOException {
        TimeSource past = new ManualTime(Instant.now().minus(Duration.ofDays(2)));
        try (LocalWarehouse old = new LocalWarehouse(other, past)) {
            String file = old.put("landing/sales/orders/seq=5/a.json", "{\"id\":1,\"name\":\"a\"}\n");
            LoadJob job = json("job_1", List.of(file), List.of(key("seq", TypeKind.INT64)));
            old.warehouse().submit(job);
            old.warehouse().submit(job);
            assertThat(old.warehouse().await("job_1", Instant.now().plusSeconds(60)))
                    .contains(JobOutcome.Success.loaded(1));
        }
    }

    @Test
    void aLoadReadsSequenceAndKeysFromTheNamesAndHappensOnce() throws IOException {
        String one = local().put("landing/sales/orders/seq=5/dt=2026-01-01/a.json", "{\"id\":1,\"name\":\"a\"}\n");
        String two = local().put("landing/sales/orders/seq=6/dt=2026-01-02/a.json", "{\"id\":2,\"name\":\"b\"}\n");
        LoadJob job = json("job_1", List.of(one, two), List.of(key("seq", TypeKind.INT64), key("dt", TypeKind.DATE)));

        local().warehouse().submit(job);
        local().warehouse().submit(job);

        assertThat(await("job_1")).isEqualTo(JobOutcome.Success.loaded(2));
        assertThat(local().warehouse().knows("job_1")).isTrue();
        assertThat(local().warehouse().knows("job_2")).isFalse();
        assertThat(local().query("SELECT id, name, seq, dt FROM `staging`.`s1`"))
                .containsExactlyInAnyOrder(List.of("1", "a", "5", "2026-01-01"), List.of("2", "b", "6", "2026-01-02"));
        assertThat(local().warehouse().table(STAGING).orElseThrow().schema().columns())
                .extracting(Column::toString)
                .containsExactly("id INT64", "name STRING", "seq INT64", "dt DATE");
    }

    @Test
    void csvColumnsAreFoundByTheirNamesAndTakeTheTypesOfTheTarget() throws IOException {
        String file = local().put("landing/sales/orders/a.csv", "name,id\n\"x, y\",1\n007,2\n");
        local().warehouse()
                .submit(new LoadJob(
                        "job_csv",
                        STAGING,
                        List.of(file),
                        new FileEncoding(FileFormat.CSV, false),
                        CsvOptions.DEFAULT,
                        TableSchema.of(ID, NAME),
                        List.of(),
                        "gs://landing/landing/sales/orders"));
        assertThat(await("job_csv")).isEqualTo(JobOutcome.Success.loaded(2));
        assertThat(local().query("SELECT id, name FROM `staging`.`s1`"))
                .containsExactlyInAnyOrder(List.of("1", "x, y"), List.of("2", "007"));
    }

    @Test
    void aCorruptFileIsPoisonAndLeavesNoTable() throws IOException {
        String file = local().put("landing/sales/orders/seq=5/a.json", "{\"id\": oops");
        local().warehouse().submit(json("job_1", List.of(file), List.of(key("seq", TypeKind.INT64))));
        assertThat(await("job_1")).isInstanceOfSatisfying(JobOutcome.Failure.class, failure -> {
            assertThat(failure.failureClass()).isEqualTo(FailureClass.POISON);
            assertThat(failure.error().message()).contains("job_1");
        });
        assertThat(local().warehouse().table(STAGING)).isEmpty();
    }

    @Test
    void targetsAreCreatedGrownAndAppendedTo() {
        CreateTargetStatement create = new CreateTargetStatement(
                ORDERS,
                List.of(ID, key("day", TypeKind.DATE)),
                new Partitioning(new ColumnName("day"), Partitioning.Granularity.MONTH, true),
                List.of(ID.name()));
        local().warehouse().submit("create", create, JobPriority.BATCH);
        assertThat(await("create")).isInstanceOf(JobOutcome.Success.class);
        Column tags = new Column(new ColumnName("tags"), ColumnType.of(TypeKind.STRING), ColumnMode.REPEATED);
        local().warehouse()
                .submit("grow", new AddColumnsStatement(ORDERS, List.of(NAME, tags)), JobPriority.INTERACTIVE);
        assertThat(await("grow")).isInstanceOf(JobOutcome.Success.class);
        assertThat(local().warehouse().table(ORDERS).orElseThrow().schema().columns())
                .extracting(Column::toString)
                .containsExactly(
                        "id INT64", "day DATE", "_landfall_sequence INT64", "name STRING", "tags ARRAY<STRING>");

        local().query("CREATE TABLE `staging`.`s1` AS SELECT 7 AS id, 'x' AS name");
        StagedRows rows = new StagedRows(STAGING, TableSchema.of(ID, NAME), 42L, new ColumnName("seq"));
        local().warehouse()
                .submit(
                        "append",
                        new AppendStatement(
                                ORDERS, List.of(rows), List.of(ID, key("day", TypeKind.DATE), NAME, tags), true),
                        JobPriority.INTERACTIVE);
        assertThat(await("append")).isEqualTo(JobOutcome.Success.changed(1, 0, 0));
        assertThat(local().query("SELECT id, day, name, _landfall_sequence FROM `sales`.`orders`"))
                .containsExactly(List.of("7", "null", "x", "42"));
        assertThat(local().warehouse().read(new SnapshotsQuery(ORDERS, null)))
                .singleElement()
                .isEqualTo(Arrays.asList(null, "42"));

        local().warehouse().drop(STAGING);
        local().warehouse().drop(STAGING);
        assertThat(local().warehouse().table(STAGING)).isEmpty();
    }

    @Test
    void aPrimaryKeyIsRead() {
        local().query("CREATE TABLE `sales`.`orders` (id INT64, name STRING, PRIMARY KEY (id) NOT ENFORCED)");
        assertThat(local().warehouse().table(ORDERS).orElseThrow().primaryKey()).containsExactly(ID.name());
    }

    private static LoadJob json(String id, List<String> uris, List<Column> keys) {
        return new LoadJob(
                id,
                STAGING,
                uris,
                new FileEncoding(FileFormat.JSON, false),
                CsvOptions.DEFAULT,
                TableSchema.of(ID, NAME),
                keys,
                "gs://landing/landing/sales/orders");
    }

    private static Column key(String name, TypeKind kind) {
        return Column.nullable(name, kind);
    }

    private JobOutcome await(String job) {
        return local().warehouse().await(job, Instant.now().plusSeconds(60)).orElseThrow();
    }

    private LocalWarehouse local() {
        if (local == null) {
            throw new IllegalStateException("Not started");
        }
        return local;
    }
}
