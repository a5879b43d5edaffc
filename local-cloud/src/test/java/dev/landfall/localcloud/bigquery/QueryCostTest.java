package dev.landfall.localcloud.bigquery;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.bigquery.Job;
import com.google.cloud.bigquery.JobInfo;
import com.google.cloud.bigquery.JobStatistics.QueryStatistics;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.QueryParameterValue;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The bytes that a dry run promises and a job reports. The table has ten days of ten rows; a row has 8 bytes of id, 8 of
 * day, 8 of moment and 2 + 3 of name, which are 29.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QueryCostTest {
    private static final String ROWS = "SELECT d * 10 + n AS id, DATE_ADD(DATE '2026-01-01', INTERVAL d DAY) AS day,"
            + " TIMESTAMP_ADD(TIMESTAMP '2026-01-01 00:00:00+00', INTERVAL d * 24 + n HOUR) AS moment, 'abc' AS name"
            + " FROM UNNEST(GENERATE_ARRAY(0, 9)) AS d, UNNEST(GENERATE_ARRAY(0, 9)) AS n";

    private LocalBigQuery local;

    @BeforeAll
    void start(@TempDir Path folder) {
        local = LocalBigQuery.start(folder);
        ok("CREATE TABLE sales.by_day PARTITION BY day AS " + ROWS);
        ok("CREATE TABLE sales.by_moment PARTITION BY TIMESTAMP_TRUNC(moment, DAY) AS " + ROWS);
        ok("CREATE TABLE sales.by_month PARTITION BY DATE_TRUNC(day, MONTH) AS " + ROWS);
        ok("CREATE TABLE sales.by_id PARTITION BY RANGE_BUCKET(id, GENERATE_ARRAY(0, 100, 10)) AS " + ROWS);
        ok("CREATE TABLE sales.whole AS " + ROWS);
        ok("CREATE TABLE sales.delta AS SELECT * FROM sales.whole WHERE id < 2");
        ok("CREATE TABLE sales.guarded PARTITION BY day OPTIONS(require_partition_filter=TRUE) AS " + ROWS);
    }

    @AfterAll
    void stop() {
        local.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '^',
            value = {
                // columns
                "SELECT * FROM sales.whole ~ 2900",
                "SELECT id FROM sales.whole ~ 800",
                "SELECT COUNT(*) FROM sales.whole ~ 0",
                "SELECT name FROM sales.whole WHERE id = 5 ~ 1300",
                "SELECT a.id FROM sales.whole a JOIN sales.whole b USING (id) ~ 800",
                "SELECT id FROM sales.whole LIMIT 1 ~ 800",
                // partitions by day
                "SELECT id FROM sales.by_day WHERE day = DATE '2026-01-03' ~ 160",
                "SELECT id FROM sales.by_day WHERE day = '2026-01-03' ~ 160",
                "SELECT id FROM sales.by_day WHERE DATE '2026-01-09' <= day ~ 320",
                "SELECT id FROM sales.by_day WHERE day BETWEEN '2026-01-02' AND '2026-01-04' AND id > 3 ~ 480",
                "SELECT id FROM sales.by_day WHERE day IN ('2026-01-02', '2026-01-04', '2030-01-01') ~ 320",
                "SELECT id FROM sales.by_day WHERE day IN UNNEST([DATE '2026-01-02', DATE '2026-01-04']) ~ 320",
                "SELECT id FROM sales.by_day WHERE day = '2026-01-02' OR (day = '2026-01-04' AND id = 1) ~ 320",
                "SELECT id FROM sales.by_day WHERE day = '2026-01-02' OR id = 1 ~ 1600",
                "SELECT id FROM sales.by_day WHERE day < DATE_SUB(DATE '2026-01-04', INTERVAL 1 DAY) ~ 320",
                "SELECT id FROM sales.by_day WHERE DATE_TRUNC(day, MONTH) = '2026-02-01' ~ 0",
                "SELECT id FROM sales.by_day WHERE EXTRACT(YEAR FROM day) = 2026 ~ 1600",
                "SELECT id FROM sales.by_day WHERE FORMAT_DATE('%Y%m%d', day) = '20260105' ~ 160",
                "SELECT id FROM sales.by_day WHERE day IS NULL ~ 0",
                "SELECT id FROM sales.by_day WHERE day = (SELECT MAX(day) FROM sales.delta) ~ 1616",
                "SELECT id FROM (SELECT day AS d, id FROM sales.by_day) WHERE d = '2026-01-03' ~ 160",
                "WITH w AS (SELECT id, day FROM sales.by_day) SELECT id FROM w WHERE day = '2026-01-03' ~ 160",
                // a WITH query counts all that it selects
                "WITH w AS (SELECT * FROM sales.by_day) SELECT id FROM w WHERE day = '2026-01-03' ~ 290",
                "SELECT id FROM (SELECT id, day FROM sales.by_day UNION ALL SELECT id, day FROM sales.delta) WHERE day = '2026-01-03' ~ 192",
                "SELECT d.id FROM sales.by_day AS d JOIN sales.delta AS s ON d.id = s.id AND d.day = '2026-01-03' ~ 176",
                "SELECT d.id FROM sales.delta AS s LEFT JOIN sales.by_day AS d ON d.id = s.id AND d.day = '2026-01-03' ~ 176",
                "SELECT d.id FROM sales.by_day AS d LEFT JOIN sales.delta AS s ON d.id = s.id AND d.day = '2026-01-03' ~ 1616",
                "SELECT id FROM (SELECT id, day FROM sales.by_day LIMIT 5) WHERE day = '2026-01-03' ~ 1600",
                // a predicate on a moment reads the whole day
                "SELECT id FROM sales.by_moment WHERE moment >= '2026-01-09 23:00:00+00' ~ 320",
                "SELECT id FROM sales.by_moment WHERE moment < '2026-01-02 00:00:00+00' ~ 160",
                "SELECT id FROM sales.by_moment WHERE DATE(moment) = '2026-01-02' ~ 160",
                "SELECT id FROM sales.by_moment WHERE CAST(moment AS DATE) <= '2026-01-02' ~ 320",
                "SELECT id FROM sales.by_moment WHERE TIMESTAMP_TRUNC(moment, DAY) = '2026-01-02 00:00:00+00' ~ 160",
                "SELECT id FROM sales.by_month WHERE day = '2026-01-03' ~ 1600",
                "SELECT id FROM sales.by_month WHERE day >= '2026-02-01' ~ 0",
                "SELECT name FROM sales.by_id WHERE id BETWEEN 15 AND 20 ~ 260",
                "SELECT name FROM sales.by_id WHERE id + 0 = 15 ~ 1300",
                // statements that write: the columns they read, and all of the target's partitions that they may update
                "INSERT INTO sales.whole SELECT * FROM sales.by_day WHERE day = '2026-01-03' ~ 290",
                "INSERT INTO sales.whole (id) VALUES (1) ~ 0",
                "CREATE TABLE sales.other AS SELECT id FROM sales.whole ~ 800",
                "DELETE FROM sales.whole WHERE id = 1 ~ 3700",
                "DELETE FROM sales.by_day WHERE day = '2026-01-03' AND id = 1 ~ 450",
                "UPDATE sales.by_day SET name = 'x' WHERE day = '2026-01-03' ~ 370",
                "UPDATE sales.by_day AS t SET name = s.name FROM sales.delta AS s WHERE t.id = s.id AND t.day = '2026-01-03' ~ 476",
                "TRUNCATE TABLE sales.by_day ~ 0",
            })
    void bytesFollowColumnsAndPartitions(String sql, long bytes) {
        assertThat(dryRun(sql)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '^',
            value = {
                // 58 bytes of the source, 16 or 24 bytes a row of the target's keys and columns, 29 a row rewritten
                "t.id = s.id ~ WHEN NOT MATCHED THEN INSERT ROW ~ 858",
                "t.id = s.id ~ WHEN MATCHED THEN DELETE ~ 3716",
                "t.id = s.id AND t.day = '2026-01-03' ~ WHEN MATCHED THEN DELETE ~ 466",
                "t.id = s.id AND t.day IN ('2026-01-01', '2026-01-02') ~ WHEN MATCHED THEN UPDATE SET name = s.name"
                        + " WHEN NOT MATCHED THEN INSERT ROW ~ 958",
                "t.id = s.id AND t.day = s.day ~ WHEN MATCHED THEN DELETE ~ 4532",
                "t.id = s.id ~ WHEN MATCHED AND t.day = '2026-01-03' THEN DELETE ~ 466",
                "t.id = s.id ~ WHEN MATCHED AND t.day = '2026-01-03' THEN DELETE WHEN NOT MATCHED THEN INSERT ROW ~ 4558",
                "t.id = s.id AND t.day = '2026-01-03' ~ WHEN NOT MATCHED BY SOURCE THEN DELETE ~ 4516",
                "t.id = s.id ~ WHEN NOT MATCHED BY SOURCE AND t.day = '2026-01-03' THEN DELETE ~ 466",
                "t.id = s.id ~ WHEN NOT MATCHED BY SOURCE AND t.day = '2026-01-03' THEN DELETE WHEN NOT MATCHED THEN INSERT ROW ~ 4558",
                "FALSE ~ WHEN NOT MATCHED BY SOURCE AND t.day = '2026-01-03' THEN DELETE WHEN NOT MATCHED THEN INSERT ROW ~ 428",
                "FALSE ~ WHEN NOT MATCHED THEN INSERT ROW ~ 58",
            })
    void bytesOfAMergeFollowItsLiterals(String on, String clauses, long bytes) {
        assertThat(dryRun("MERGE sales.by_day AS t USING sales.delta AS s ON " + on + " " + clauses))
                .isEqualTo(bytes);
    }

    @Test
    void parametersAndVariablesPruneAsLiteralsDo() {
        QueryJobConfiguration.Builder parameter = QueryJobConfiguration.newBuilder(
                        "SELECT id FROM sales.by_day WHERE day = @day")
                .addNamedParameter("day", QueryParameterValue.date("2026-01-03"));
        Job job = local.run("pruned_by_parameter", parameter.build());
        QueryStatistics statistics = job.getStatistics();
        assertThat(statistics.getTotalBytesProcessed()).isEqualTo(160);
        assertThat(statistics.getTotalBytesBilled()).isEqualTo(160);
        Job script = ok("DECLARE wanted DATE; SET wanted = (SELECT MIN(day) FROM sales.delta);"
                + " SELECT id FROM sales.by_day WHERE day = wanted");
        assertThat(script.<QueryStatistics>getStatistics().getTotalBytesProcessed())
                .isEqualTo(16 + 160);
        assertThat(dryRun("DECLARE wanted DATE DEFAULT '2026-01-03'; SELECT id FROM sales.by_day WHERE day = wanted"))
                .isEqualTo(160);
        assertThat(dryRun("DECLARE wanted DATE; SET wanted = (SELECT MIN(day) FROM sales.delta);"
                        + " SELECT id FROM sales.by_day WHERE day = wanted"))
                .isEqualTo(16 + 1600);
    }

    @Test
    void whatRanReportsWhatTheDryRunPromised() {
        String sql = "SELECT id, name FROM sales.by_day WHERE day >= '2026-01-08'";
        Job job = ok(sql);
        assertThat(job.<QueryStatistics>getStatistics().getTotalBytesProcessed())
                .isEqualTo(dryRun(sql));
        assertThat(dryRun(sql)).isEqualTo(30 * 21);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '^',
            value = {
                "SELECT * FROM sales.guarded",
                "SELECT * FROM sales.guarded WHERE id = 1",
                "SELECT * FROM sales.guarded WHERE day = '2026-01-01' OR id = 1",
                "DELETE FROM sales.guarded WHERE id = 1",
                "UPDATE sales.guarded SET name = 'x' WHERE TRUE",
                "MERGE sales.guarded t USING sales.delta s ON t.id = s.id AND t.day = s.day WHEN MATCHED THEN DELETE",
            })
    void tableThatAsksForAPartitionFilterGetsOne(String sql) {
        Job job = local.run("unfiltered_" + Integer.toHexString(sql.hashCode()), QueryJobConfiguration.of(sql));
        assertThat(job.getStatus().getError().getReason()).isEqualTo("invalidQuery");
        assertThat(job.getStatus().getError().getMessage())
                .isEqualTo(
                        "Cannot query over table 'landfall-local.sales.guarded' without a filter over column(s) 'day'"
                                + " that can be used for partition elimination");
    }

    @Test
    void tableThatAsksForAPartitionFilterIsContentWithOne() {
        ok("SELECT * FROM sales.guarded WHERE day > '2026-01-05' AND id = 1");
        ok("INSERT INTO sales.guarded (id, day) VALUES (1000, DATE '2026-01-01')");
        ok(
                "MERGE sales.guarded t USING sales.delta s ON t.id = s.id AND t.day = '2026-01-01' WHEN MATCHED THEN DELETE");
    }

    @Test
    void queryThatWouldBillTooMuchDoesNotRun() {
        Job job = local.run(
                "too_much",
                QueryJobConfiguration.newBuilder("DELETE FROM sales.whole WHERE TRUE")
                        .setMaximumBytesBilled(2_899L)
                        .setPriority(QueryJobConfiguration.Priority.BATCH)
                        .build());
        assertThat(job.getStatus().getError().getReason()).isEqualTo("bytesBilledLimitExceeded");
        assertThat(local.rows("whole")).hasSize(100);
    }

    private long dryRun(String sql) {
        Job job = local.client()
                .create(JobInfo.of(
                        QueryJobConfiguration.newBuilder(sql).setDryRun(true).build()));
        return job.<QueryStatistics>getStatistics().getTotalBytesProcessed();
    }

    private Job ok(String sql) {
        Job job = local.run("ok_" + Integer.toHexString(sql.hashCode()), QueryJobConfiguration.of(sql));
        assertThat(job.getStatus().getError()).as(sql).isNull();
        return job;
    }
}
