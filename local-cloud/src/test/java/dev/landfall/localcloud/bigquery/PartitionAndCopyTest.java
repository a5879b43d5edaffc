package dev.landfall.localcloud.bigquery;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.bigquery.CopyJobConfiguration;
import com.google.cloud.bigquery.FormatOptions;
import com.google.cloud.bigquery.Job;
import com.google.cloud.bigquery.JobInfo.WriteDisposition;
import com.google.cloud.bigquery.JobStatistics.CopyStatistics;
import com.google.cloud.bigquery.LoadJobConfiguration;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.Table;
import com.google.cloud.bigquery.TableId;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Loads into one partition, and copy jobs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PartitionAndCopyTest {
    private final AtomicInteger jobs = new AtomicInteger();
    private LocalBigQuery local;

    @BeforeAll
    void start(@TempDir Path folder) {
        local = LocalBigQuery.start(folder);
    }

    @AfterAll
    void stop() {
        local.close();
    }

    private void orders(String table) {
        ok("CREATE TABLE sales." + table + " (id INT64, day DATE) PARTITION BY day CLUSTER BY id");
        ok("INSERT INTO sales." + table + " (id, day) VALUES (1, DATE '2026-01-01'), (2, DATE '2026-01-02'),"
                + " (3, DATE '2026-01-02')");
    }

    @Test
    void loadIntoAPartitionReplacesOnlyThatPartition() {
        orders("replaced");
        Job job = load("replaced$20260102", WriteDisposition.WRITE_TRUNCATE, "{\"id\": 9, \"day\": \"2026-01-02\"}");
        assertThat(job.getStatus().getError()).isNull();
        assertThat(ids("replaced")).containsExactly(1L, 9L);
        StandardTableDefinition definition =
                local.client().getTable(LocalBigQuery.table("replaced")).getDefinition();
        assertThat(definition.getTimePartitioning().getField()).isEqualTo("day");
        load("replaced$20260102", WriteDisposition.WRITE_APPEND, "{\"id\": 10, \"day\": \"2026-01-02\"}");
        assertThat(ids("replaced")).containsExactly(1L, 9L, 10L);
    }

    @Test
    void loadIntoAPartitionRefusesRowsOfAnother() {
        orders("guarded");
        Job wrong = load("guarded$20260102", WriteDisposition.WRITE_TRUNCATE, "{\"id\": 9, \"day\": \"2026-01-03\"}");
        assertThat(wrong.getStatus().getError().getReason()).isEqualTo("invalid");
        assertThat(wrong.getStatus().getError().getMessage())
                .contains("Some rows belong to different partitions rather than destination partition 20260102");
        assertThat(ids("guarded")).containsExactly(1L, 2L, 3L);
        Job taken = load("guarded$20260102", WriteDisposition.WRITE_EMPTY, "{\"id\": 9, \"day\": \"2026-01-02\"}");
        assertThat(taken.getStatus().getError().getReason()).isEqualTo("duplicate");
        Job month = load("guarded$202601", WriteDisposition.WRITE_APPEND, "{\"id\": 9, \"day\": \"2026-01-02\"}");
        assertThat(month.getStatus().getError().getMessage()).contains("Invalid partition id $202601");
        ok("CREATE TABLE sales.flat (id INT64, day DATE)");
        Job flat = load("flat$20260102", WriteDisposition.WRITE_APPEND, "{\"id\": 9, \"day\": \"2026-01-02\"}");
        assertThat(flat.getStatus().getError().getMessage()).contains("which is not partitioned");
    }

    @Test
    void copyTakesDefinitionAndRows() {
        orders("source");
        Job job = copy("source", "target", WriteDisposition.WRITE_EMPTY);
        assertThat(job.getStatus().getError()).isNull();
        assertThat(job.<CopyStatistics>getStatistics().getCopiedRows()).isEqualTo(3);
        assertThat(job.<CopyStatistics>getStatistics().getCopiedLogicalBytes()).isEqualTo(48);
        Table target = local.client().getTable(LocalBigQuery.table("target"));
        StandardTableDefinition definition = target.getDefinition();
        assertThat(definition.getTimePartitioning().getField()).isEqualTo("day");
        assertThat(definition.getClustering().getFields()).containsExactly("id");
        assertThat(ids("target")).containsExactly(1L, 2L, 3L);

        assertThat(copy("source", "target", WriteDisposition.WRITE_EMPTY)
                        .getStatus()
                        .getError()
                        .getReason())
                .isEqualTo("duplicate");
        copy("source$20260101", "target$20260101", WriteDisposition.WRITE_APPEND);
        assertThat(ids("target")).containsExactly(1L, 1L, 2L, 3L);
        copy("source$20260101", "target$20260101", WriteDisposition.WRITE_TRUNCATE);
        assertThat(ids("target")).containsExactly(1L, 2L, 3L);
        assertThat(copy("source$20260101", "target$20260102", WriteDisposition.WRITE_APPEND)
                        .getStatus()
                        .getError()
                        .getMessage())
                .contains("Some rows belong to different partitions");
        assertThat(copy("nowhere", "target", WriteDisposition.WRITE_APPEND)
                        .getStatus()
                        .getError()
                        .getReason())
                .isEqualTo("notFound");
    }

    @Test
    void tablesOfOtherShapesAreNotCopiedTogether() {
        orders("shaped");
        ok("CREATE TABLE sales.unpartitioned (id INT64, day DATE)");
        ok("CREATE TABLE sales.other (id STRING, day DATE)");
        assertThat(copy("unpartitioned", "shaped", WriteDisposition.WRITE_APPEND)
                        .getStatus()
                        .getError()
                        .getMessage())
                .contains("Incompatible table partitioning specification");
        assertThat(copy("other", "unpartitioned", WriteDisposition.WRITE_APPEND)
                        .getStatus()
                        .getError()
                        .getMessage())
                .contains("Provided Schema does not match");
        Job both = local.run(
                "copy_two",
                CopyJobConfiguration.newBuilder(
                                LocalBigQuery.table("both"),
                                List.of(LocalBigQuery.table("shaped"), LocalBigQuery.table("shaped")))
                        .build());
        assertThat(both.getStatus().getError()).isNull();
        assertThat(ids("both")).hasSize(6);
    }

    private Job copy(String from, String to, WriteDisposition disposition) {
        return local.run(
                "copy_" + jobs.incrementAndGet(),
                CopyJobConfiguration.newBuilder(id(to), id(from))
                        .setWriteDisposition(disposition)
                        .build());
    }

    private Job load(String table, WriteDisposition disposition, String json) {
        int number = jobs.incrementAndGet();
        return local.run(
                "load_" + number,
                LoadJobConfiguration.newBuilder(id(table), local.objects().put("load/" + number + ".json", json))
                        .setFormatOptions(FormatOptions.json())
                        .setWriteDisposition(disposition)
                        .build());
    }

    private static TableId id(String table) {
        return TableId.of(LocalBigQuery.PROJECT, LocalBigQuery.DATASET, table);
    }

    private List<Long> ids(String table) {
        return local.rows(table).stream()
                .map(row -> row.get("id").getLongValue())
                .sorted()
                .toList();
    }

    private void ok(String sql) {
        Job job = local.run("ok_" + jobs.incrementAndGet(), QueryJobConfiguration.of(sql));
        assertThat(job.getStatus().getError()).as(sql).isNull();
    }
}
