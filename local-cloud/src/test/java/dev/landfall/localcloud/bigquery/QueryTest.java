package dev.landfall.localcloud.bigquery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.Job;
import com.google.cloud.bigquery.JobId;
import com.google.cloud.bigquery.JobInfo;
import com.google.cloud.bigquery.JobStatistics.QueryStatistics;
import com.google.cloud.bigquery.JobStatus;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.QueryParameterValue;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.TableResult;
import com.google.cloud.bigquery.TimePartitioning;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QueryTest {
    private static final int MANY = 25_003;

    private LocalBigQuery local;

    @BeforeAll
    void start(@TempDir Path folder) {
        local = LocalBigQuery.start(folder);
    }

    @AfterAll
    void stop() {
        local.close();
    }

    @Test
    void nestedAndRepeatedValuesComeBackAsTheyAre() throws InterruptedException {
        FieldValueList row = query("SELECT 1 AS id, 'x' AS name, NUMERIC '12.50' AS amount,"
                        + " TIMESTAMP '2026-01-01 00:00:00.123456+00' AS moment, DATETIME '2026-01-01 12:34:56.789' AS wall,"
                        + " DATE '0001-01-01' AS first_day, TIME '01:02:03.5' AS clock, b'ab' AS raw, TRUE AS yes,"
                        + " CAST('NaN' AS FLOAT64) AS nan, [1, 2] AS numbers, STRUCT('Bern' AS city, [3, 4] AS zips) AS"
                        + " address, [STRUCT('a' AS sku, TIMESTAMP '2026-01-01 00:00:00+00' AS moment)] AS lines,"
                        + " CAST(NULL AS STRING) AS nothing, CAST([] AS ARRAY<INT64>) AS none")
                .iterateAll()
                .iterator()
                .next();
        assertThat(row.get("id").getLongValue()).isEqualTo(1);
        assertThat(row.get("name").getStringValue()).isEqualTo("x");
        assertThat(row.get("amount").getNumericValue()).isEqualByComparingTo("12.5");
        assertThat(row.get("moment").getTimestampInstant()).hasToString("2026-01-01T00:00:00.123456Z");
        assertThat(row.get("wall").getStringValue()).isEqualTo("2026-01-01T12:34:56.789");
        assertThat(row.get("first_day").getStringValue()).isEqualTo("0001-01-01");
        assertThat(row.get("clock").getStringValue()).isEqualTo("01:02:03.500000");
        assertThat(row.get("raw").getBytesValue()).containsExactly('a', 'b');
        assertThat(row.get("yes").getBooleanValue()).isTrue();
        assertThat(row.get("nan").getDoubleValue()).isNaN();
        assertThat(row.get("numbers").getRepeatedValue()).hasSize(2);
        assertThat(row.get("address")
                        .getRecordValue()
                        .get(1)
                        .getRepeatedValue()
                        .get(1)
                        .getLongValue())
                .isEqualTo(4);
        assertThat(row.get("lines")
                        .getRepeatedValue()
                        .get(0)
                        .getRecordValue()
                        .get(1)
                        .getTimestampValue())
                .isEqualTo(1_767_225_600_000_000L);
        assertThat(row.get("nothing").isNull()).isTrue();
        assertThat(row.get("none").getRepeatedValue()).isEmpty();
    }

    @Test
    void manyRowsComeInPagesAndInOrder() throws InterruptedException {
        String sql = "SELECT n FROM UNNEST(GENERATE_ARRAY(1, " + MANY + ")) AS n ORDER BY n";
        TableResult result = query(sql);
        assertThat(result.getTotalRows()).isEqualTo(MANY);
        List<Long> numbers = new ArrayList<>();
        result.iterateAll().forEach(row -> numbers.add(row.get("n").getLongValue()));
        assertThat(numbers)
                .hasSize(MANY)
                .isSorted()
                .startsWith(1L)
                .endsWith((long) MANY)
                .doesNotHaveDuplicates();
        Job job = run("paged_1", sql);
        assertThat(StreamSupport.stream(result(job, 7_000L).iterateAll().spliterator(), false))
                .hasSize(MANY);
    }

    @Test
    void unknownColumnFailsTheJobWithItsReasonAndNeverHangs() {
        assertThatThrownBy(() -> query("SELECT nope FROM UNNEST([1]) AS n"))
                .isInstanceOfSatisfying(BigQueryException.class, e -> {
                    assertThat(e.getReason()).isEqualTo("invalidQuery");
                    assertThat(e).hasMessageContaining("Unrecognized name: nope");
                });
        Job job = run("unknown_1", "SELECT nope FROM UNNEST([1]) AS n");
        assertThat(job.getStatus().getState()).isEqualTo(JobStatus.State.DONE);
        assertThat(job.getStatus().getError().getReason()).isEqualTo("invalidQuery");
    }

    @Test
    void unknownTableIsNotFound() {
        Job job = run("unknown_2", "SELECT * FROM sales.nowhere");
        assertThat(job.getStatus().getError().getReason()).isEqualTo("notFound");
        assertThat(job.getStatus().getError().getMessage()).contains("landfall-local:sales.nowhere");
    }

    @Test
    void ddlThenMergeCountsRowsByAction() {
        ok(
                "ddl_1",
                "CREATE TABLE sales.target (id INT64 NOT NULL, name STRING, day DATE, amount NUMERIC(10, 2),"
                        + " tags ARRAY<STRING>, PRIMARY KEY (id) NOT ENFORCED) PARTITION BY day CLUSTER BY id"
                        + " OPTIONS (description = 'of orders', labels = [('kind', 'target')])");
        StandardTableDefinition table =
                local.client().getTable(LocalBigQuery.table("target")).getDefinition();
        assertThat(table.getTimePartitioning().getType()).isEqualTo(TimePartitioning.Type.DAY);
        assertThat(table.getClustering().getFields()).containsExactly("id");
        assertThat(table.getTableConstraints().getPrimaryKey().getColumns()).containsExactly("id");

        Job insert = ok(
                "dml_1",
                "INSERT INTO sales.target (id, name, day) VALUES (1, 'a', DATE '2026-01-01'),"
                        + " (2, 'b', DATE '2026-01-01'), (3, 'c', DATE '2026-01-02')");
        QueryStatistics inserted = insert.getStatistics();
        assertThat(inserted.getDmlStats().getInsertedRowCount()).isEqualTo(3);
        assertThat(inserted.getStatementType()).isEqualTo(QueryStatistics.StatementType.INSERT);

        Job merge = ok(
                "merge_1",
                "MERGE sales.target AS t USING (SELECT * FROM UNNEST([STRUCT(2 AS id, 'B' AS name,"
                        + " FALSE AS gone), (3, 'C', TRUE), (4, 'D', FALSE)])) AS s ON t.id = s.id"
                        + " WHEN MATCHED AND s.gone THEN DELETE WHEN MATCHED THEN UPDATE SET name = s.name"
                        + " WHEN NOT MATCHED THEN INSERT (id, name) VALUES (s.id, s.name)");
        QueryStatistics merged = merge.getStatistics();
        assertThat(merged.getDmlStats().getInsertedRowCount()).isEqualTo(1);
        assertThat(merged.getDmlStats().getUpdatedRowCount()).isEqualTo(1);
        assertThat(merged.getDmlStats().getDeletedRowCount()).isEqualTo(1);
        assertThat(merged.getNumDmlAffectedRows()).isEqualTo(3);
        assertThat(merged.getTotalBytesProcessed()).isPositive();
        assertThat(local.rows("target"))
                .extracting(row -> row.get("name").getStringValue())
                .containsExactlyInAnyOrder("a", "B", "D");
        assertThat(local.rows("target").get(0).get("tags").getRepeatedValue()).isEmpty();

        ok("ddl_2", "ALTER TABLE sales.target ADD COLUMN IF NOT EXISTS region STRING");
        assertThat(local.schema("target").getFields().get("region")).isNotNull();
        ok("ddl_3", "CREATE OR REPLACE TABLE sales.target AS SELECT id, name FROM sales.target WHERE id > 1");
        assertThat(local.rows("target")).hasSize(2);
        ok("ddl_4", "DROP TABLE sales.target");
        assertThat(local.client().getTable(LocalBigQuery.table("target"))).isNull();
    }

    @Test
    void transactionIsAllOrNothing() {
        ok("tx_0", "CREATE TABLE sales.accounts (id INT64, balance INT64)");
        ok(
                "tx_1",
                "BEGIN TRANSACTION; INSERT INTO sales.accounts VALUES (1, 10); INSERT INTO sales.accounts VALUES (2, 20);"
                        + " COMMIT TRANSACTION;");
        assertThat(local.rows("accounts")).hasSize(2);
        ok("tx_2", "BEGIN TRANSACTION; DELETE FROM sales.accounts WHERE TRUE; ROLLBACK TRANSACTION;");
        assertThat(local.rows("accounts")).hasSize(2);
        Job failed = run(
                "tx_3",
                "BEGIN TRANSACTION; DELETE FROM sales.accounts WHERE TRUE;"
                        + " INSERT INTO sales.accounts VALUES (1, DIV(1, 0)); COMMIT TRANSACTION;");
        assertThat(failed.getStatus().getError().getReason()).isEqualTo("invalidQuery");
        assertThat(local.rows("accounts")).hasSize(2);
        ok("tx_4", "DELETE FROM sales.accounts WHERE id = 1");
        assertThat(local.rows("accounts")).hasSize(1);
    }

    @Test
    void parametersAndDryRun() throws InterruptedException {
        QueryJobConfiguration named = QueryJobConfiguration.newBuilder(
                        "SELECT @id AS id, @day AS day, ARRAY_LENGTH(@names) AS names")
                .addNamedParameter("id", QueryParameterValue.int64(5))
                .addNamedParameter("day", QueryParameterValue.date("2026-02-03"))
                .addNamedParameter("names", QueryParameterValue.array(new String[] {"a", "b"}, String.class))
                .build();
        FieldValueList row = local.client().query(named).iterateAll().iterator().next();
        assertThat(row.get("id").getLongValue()).isEqualTo(5);
        assertThat(row.get("day").getStringValue()).isEqualTo("2026-02-03");
        assertThat(row.get("names").getLongValue()).isEqualTo(2);
        Job dry = local.client()
                .create(JobInfo.of(QueryJobConfiguration.newBuilder("SELECT 1 AS one")
                        .setDryRun(true)
                        .build()));
        QueryStatistics statistics = dry.getStatistics();
        assertThat(statistics.getSchema().getFields().get(0).getName()).isEqualTo("one");
        assertThat(statistics.getTotalBytesProcessed()).isZero();
    }

    @Test
    void resultGoesToItsDestinationTable() {
        Job job = run(
                "destination_1",
                QueryJobConfiguration.newBuilder("SELECT 1 AS id UNION ALL SELECT 2")
                        .setDestinationTable(LocalBigQuery.table("result"))
                        .setWriteDisposition(JobInfo.WriteDisposition.WRITE_TRUNCATE)
                        .build());
        assertThat(job.getStatus().getError()).isNull();
        assertThat(local.rows("result")).hasSize(2);
        Job again = run(
                "destination_2",
                QueryJobConfiguration.newBuilder("SELECT 3 AS id")
                        .setDestinationTable(LocalBigQuery.table("result"))
                        .setWriteDisposition(JobInfo.WriteDisposition.WRITE_EMPTY)
                        .build());
        assertThat(again.getStatus().getError().getReason()).isEqualTo("duplicate");
    }

    @Test
    void plainHttpWorksToo() {
        HttpResponse<String> answer =
                local.post("/queries", "{\"query\": \"SELECT 1 AS one\", \"useLegacySql\": false}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"rows\":[{\"f\":[{\"v\":\"1\"}]}]", "\"totalRows\":\"1\"");
        HttpResponse<String> legacy = local.post("/queries", "{\"query\": \"SELECT 1 AS one\"}");
        assertThat(legacy.statusCode()).isEqualTo(501);
        assertThat(legacy.body()).contains("useLegacySql");
    }

    @Test
    void trivialQueryIsQuick() {
        String body = "{\"query\": \"SELECT 1 AS one\", \"useLegacySql\": false}";
        for (int i = 0; i < 30; i++) {
            local.post("/queries", body);
        }
        List<Duration> times = new ArrayList<>();
        for (int i = 0; i < 21; i++) {
            long start = System.nanoTime();
            local.post("/queries", body);
            times.add(Duration.ofNanos(System.nanoTime() - start));
        }
        times.sort(null);
        System.out.println("trivial query: median " + times.get(10).toMillis() + " ms, best "
                + times.get(0).toMillis() + " ms");
        // The goal is 40 ms on a machine of its own; a build machine is busy.
        assertThat(times.get(0)).isLessThan(Duration.ofSeconds(2));
    }

    private TableResult query(String sql) throws InterruptedException {
        return local.client().query(QueryJobConfiguration.of(sql));
    }

    private Job run(String jobId, String sql) {
        return run(jobId, QueryJobConfiguration.of(sql));
    }

    private Job run(String jobId, QueryJobConfiguration configuration) {
        return local.run(jobId, configuration);
    }

    private Job ok(String jobId, String sql) {
        Job job = run(jobId, sql);
        assertThat(job.getStatus().getError()).as(sql).isNull();
        return job;
    }

    private TableResult result(Job job, long pageSize) throws InterruptedException {
        JobId id = job.getJobId();
        return local.client()
                .getJob(id)
                .getQueryResults(com.google.cloud.bigquery.BigQuery.QueryResultsOption.pageSize(pageSize));
    }
}
