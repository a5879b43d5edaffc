package dev.landfall.localcloud.bigquery;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.Job;
import com.google.cloud.bigquery.QueryJobConfiguration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The views of INFORMATION_SCHEMA. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InformationSchemaTest {
    private LocalBigQuery local;

    @BeforeAll
    void start(@TempDir Path folder) {
        local = LocalBigQuery.start(folder);
        ok(
                "CREATE TABLE sales.orders (id INT64 NOT NULL, line INT64, day DATE, amount NUMERIC(10, 2), name STRING(5),"
                        + " tags ARRAY<STRUCT<k STRING, v INT64>>, PRIMARY KEY (id, line) NOT ENFORCED)"
                        + " PARTITION BY day CLUSTER BY line, id OPTIONS(description='it\\'s \"one\"', labels=[('kind', 'target')])");
        ok("INSERT INTO sales.orders (id, line, day) VALUES (1, 1, DATE '2026-01-01'), (2, 1, DATE '2026-01-02'),"
                + " (3, 1, DATE '2026-01-02'), (4, 1, NULL)");
        ok("CREATE TABLE sales.hourly (t TIMESTAMP) PARTITION BY TIMESTAMP_TRUNC(t, HOUR)");
        ok("INSERT INTO sales.hourly (t) VALUES (TIMESTAMP '2026-01-01 05:59:59+00')");
        ok("CREATE TABLE sales.ranges (k INT64) PARTITION BY RANGE_BUCKET(k, GENERATE_ARRAY(0, 100, 10))");
        ok("INSERT INTO sales.ranges (k) VALUES (15), (99), (100), (-1), (NULL)");
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
                "SELECT table_name, table_type FROM sales.INFORMATION_SCHEMA.TABLES ORDER BY 1"
                        + " ~ hourly BASE TABLE; orders BASE TABLE; ranges BASE TABLE",
                "SELECT table_name FROM `landfall-local.sales.INFORMATION_SCHEMA.TABLES` WHERE table_name LIKE 'o%' ~ orders",
                "SELECT table_name FROM `landfall-local`.`region-us`.INFORMATION_SCHEMA.TABLES WHERE table_name LIKE 'o%' ~ orders",
                "SELECT column_name, ordinal_position, is_nullable, data_type, is_partitioning_column,"
                        + " IFNULL(CAST(clustering_ordinal_position AS STRING), '-')"
                        + " FROM sales.INFORMATION_SCHEMA.COLUMNS WHERE table_name = 'orders' ORDER BY ordinal_position"
                        + " ~ id 1 NO INT64 NO 2; line 2 YES INT64 NO 1; day 3 YES DATE YES -; amount 4 YES NUMERIC(10, 2) NO -;"
                        + " name 5 YES STRING(5) NO -; tags 6 YES ARRAY<STRUCT<k STRING, v INT64>> NO -",
                "SELECT partition_id, total_rows, total_logical_bytes FROM sales.INFORMATION_SCHEMA.PARTITIONS"
                        + " WHERE table_name = 'orders' ORDER BY 1 ~ 20260101 1 24; 20260102 2 48; __NULL__ 1 16",
                "SELECT partition_id, total_rows FROM sales.INFORMATION_SCHEMA.PARTITIONS WHERE table_name = 'hourly'"
                        + " ~ 2026010105 1",
                "SELECT partition_id, total_rows FROM sales.INFORMATION_SCHEMA.PARTITIONS WHERE table_name = 'ranges'"
                        + " ORDER BY 1 ~ 10 1; 90 1; __NULL__ 1; __UNPARTITIONED__ 2",
                "SELECT constraint_name, table_name, constraint_type, enforced FROM sales.INFORMATION_SCHEMA.TABLE_CONSTRAINTS"
                        + " ~ orders.pk$ orders PRIMARY KEY NO",
                "SELECT column_name, ordinal_position FROM sales.INFORMATION_SCHEMA.KEY_COLUMN_USAGE ORDER BY 2 ~ id 1; line 2",
                "SELECT column_name FROM sales.INFORMATION_SCHEMA.CONSTRAINT_COLUMN_USAGE ORDER BY 1 ~ id; line",
                "SELECT option_name, option_value FROM sales.INFORMATION_SCHEMA.TABLE_OPTIONS ORDER BY 1"
                        + " ~ description \"it's \\\"one\\\"\"; labels [STRUCT(\"kind\", \"target\")]",
                "SELECT schema_name, location FROM INFORMATION_SCHEMA.SCHEMATA ~ sales US",
                "SELECT t.table_name, COUNT(*) FROM sales.INFORMATION_SCHEMA.TABLES t JOIN sales.INFORMATION_SCHEMA.COLUMNS c"
                        + " USING (table_name) WHERE t.table_name = 'ranges' GROUP BY 1 ~ ranges 1",
            })
    void viewsTellWhatIsThere(String sql, String rows) {
        assertThat(rows(sql)).isEqualTo(rows);
    }

    @Test
    void viewsAreReadAfreshByEveryStatement() {
        ok("CREATE TABLE sales.short_lived (x INT64)");
        String sql = "SELECT COUNT(*) FROM sales.INFORMATION_SCHEMA.TABLES WHERE table_name = 'short_lived'";
        assertThat(rows(sql)).isEqualTo("1");
        ok("DROP TABLE sales.short_lived");
        assertThat(rows(sql)).isEqualTo("0");
    }

    @Test
    void jobsTellWhatRan() {
        local.run(
                "labelled",
                QueryJobConfiguration.newBuilder("DELETE FROM sales.hourly WHERE t IS NULL")
                        .setLabels(Map.of("batch", "b1"))
                        .build());
        local.run("broken", QueryJobConfiguration.of("SELECT 1 / 0"));
        local.run("script", QueryJobConfiguration.of("BEGIN TRANSACTION; SELECT 1; COMMIT TRANSACTION"));
        assertThat(
                        rows(
                                "SELECT job_id, statement_type, state, total_bytes_processed, dml_statistics.deleted_row_count, labels[OFFSET(0)].value"
                                        + " FROM `region-us`.INFORMATION_SCHEMA.JOBS WHERE job_id = 'labelled' AND creation_time > TIMESTAMP_SUB(CURRENT_TIMESTAMP(), INTERVAL 1 DAY)"))
                .isEqualTo("labelled DELETE DONE 0 0 b1");
        assertThat(
                        rows(
                                "SELECT error_result.reason, error_result.message FROM `region-us`.INFORMATION_SCHEMA.JOBS_BY_PROJECT WHERE job_id = 'broken'"))
                .isEqualTo("invalidQuery division by zero: 1 / 0");
        assertThat(
                        rows(
                                "SELECT statement_type, COUNT(transaction_id) FROM `region-us`.INFORMATION_SCHEMA.JOBS WHERE parent_job_id = 'script' GROUP BY 1 ORDER BY 1"))
                .isEqualTo("BEGIN_TRANSACTION 1; COMMIT_TRANSACTION 1; SELECT 1");
    }

    @Test
    void otherViewsAreRefusedByName() {
        Job job = local.run("other_view", QueryJobConfiguration.of("SELECT * FROM sales.INFORMATION_SCHEMA.ROUTINES"));
        assertThat(job.getStatus().getError().getReason()).isEqualTo("notImplemented");
        assertThat(job.getStatus().getError().getMessage()).contains("INFORMATION_SCHEMA.ROUTINES");
        Job missing =
                local.run("no_dataset", QueryJobConfiguration.of("SELECT * FROM nowhere.INFORMATION_SCHEMA.TABLES"));
        assertThat(missing.getStatus().getError().getReason()).isEqualTo("notFound");
    }

    private String rows(String sql) {
        try {
            List<String> rows = new ArrayList<>();
            for (FieldValueList row :
                    local.client().query(QueryJobConfiguration.of(sql)).iterateAll()) {
                rows.add(row.stream()
                        .map(value -> String.valueOf(value.getValue()))
                        .collect(Collectors.joining(" ")));
            }
            return String.join("; ", rows);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private void ok(String sql) {
        Job job = local.run("ok_" + Integer.toHexString(sql.hashCode()), QueryJobConfiguration.of(sql));
        assertThat(job.getStatus().getError()).as(sql).isNull();
    }
}
