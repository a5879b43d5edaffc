package dev.landfall.localcloud.bigquery;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.Job;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.Table;
import com.google.cloud.bigquery.TimePartitioning;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CREATE and ALTER through SQL. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TableDefinitionTest {
    private LocalBigQuery local;

    @BeforeAll
    void start(@TempDir Path folder) {
        local = LocalBigQuery.start(folder);
        ok(
                "CREATE TABLE sales.orders (id INT64 NOT NULL OPTIONS(description='the key'), day DATE, amount NUMERIC(10, 2),"
                        + " PRIMARY KEY (id) NOT ENFORCED) PARTITION BY day CLUSTER BY id"
                        + " OPTIONS(description='of orders', labels=[('kind', 'target')], partition_expiration_days=3650,"
                        + " kms_key_name='projects/p/locations/us/keyRings/r/cryptoKeys/k', require_partition_filter=FALSE,"
                        + " expiration_timestamp=TIMESTAMP '2126-01-01 00:00:00+00')");
        ok(
                "INSERT INTO sales.orders (id, day, amount) VALUES (1, DATE '2026-01-01', 1.5), (2, DATE '2026-01-02', 2.5)");
    }

    @AfterAll
    void stop() {
        local.close();
    }

    @Test
    void optionsComeBackInTheResource() {
        Table table = local.client().getTable(LocalBigQuery.table("orders"));
        StandardTableDefinition definition = table.getDefinition();
        assertThat(table.getDescription()).isEqualTo("of orders");
        assertThat(table.getLabels()).containsEntry("kind", "target");
        assertThat(table.getExpirationTime()).isEqualTo(4_922_899_200_000L);
        assertThat(table.getEncryptionConfiguration().getKmsKeyName()).endsWith("cryptoKeys/k");
        assertThat(table.getRequirePartitionFilter()).isFalse();
        assertThat(definition.getTimePartitioning().getExpirationMs()).isEqualTo(3650L * 86_400_000);
        ok("CREATE TABLE IF NOT EXISTS sales.orders (other STRING)");
        assertThat(local.rows("orders")).hasSize(2);
    }

    @Test
    void tableLikeAnotherTakesItsDefinitionAndCopyAlsoItsRows() {
        ok("CREATE TABLE sales.alike LIKE sales.orders OPTIONS(description='alike')");
        assertAlike("alike");
        assertThat(local.client().getTable(LocalBigQuery.table("alike")).getDescription())
                .isEqualTo("alike");
        assertThat(local.rows("alike")).isEmpty();
        ok("CREATE TABLE sales.copied COPY sales.orders");
        assertAlike("copied");
        assertThat(local.rows("copied")).hasSize(2);
        ok("CREATE OR REPLACE TABLE sales.copied CLONE sales.orders");
        assertThat(local.rows("copied")).hasSize(2);
        assertThat(run("CREATE TABLE sales.copied COPY sales.orders;")
                        .getStatus()
                        .getError()
                        .getReason())
                .isEqualTo("duplicate");
    }

    private void assertAlike(String name) {
        Table table = local.client().getTable(LocalBigQuery.table(name));
        StandardTableDefinition definition = table.getDefinition();
        assertThat(definition.getSchema()).isEqualTo(local.schema("orders"));
        assertThat(definition.getTimePartitioning().getType()).isEqualTo(TimePartitioning.Type.DAY);
        assertThat(definition.getTimePartitioning().getField()).isEqualTo("day");
        assertThat(definition.getClustering().getFields()).containsExactly("id");
        assertThat(definition.getTableConstraints().getPrimaryKey().getColumns())
                .containsExactly("id");
        assertThat(table.getLabels()).containsEntry("kind", "target");
        assertThat(table.getExpirationTime()).isNull();
    }

    @Test
    void replacingByAQueryKeepsWhatIsWritten() {
        ok("CREATE TABLE sales.snapshot (id INT64, day DATE)");
        Job job = ok("CREATE OR REPLACE TABLE sales.snapshot PARTITION BY DATE_TRUNC(day, MONTH) CLUSTER BY id"
                + " OPTIONS(labels=[('kind', 'snapshot')]) AS SELECT id, day, amount FROM sales.orders");
        assertThat(job.<com.google.cloud.bigquery.JobStatistics.QueryStatistics>getStatistics()
                        .getDdlOperationPerformed())
                .isEqualTo("REPLACE");
        Table table = local.client().getTable(LocalBigQuery.table("snapshot"));
        StandardTableDefinition definition = table.getDefinition();
        assertThat(definition.getTimePartitioning().getType()).isEqualTo(TimePartitioning.Type.MONTH);
        assertThat(definition.getClustering().getFields()).containsExactly("id");
        assertThat(table.getLabels()).containsEntry("kind", "snapshot");
        assertThat(local.rows("snapshot")).hasSize(2);
    }

    @Test
    void columnsWidenAndKeepTheirValues() {
        ok("CREATE TABLE sales.widening (n INT64 NOT NULL, d NUMERIC(6, 2), s STRING(3), b BIGNUMERIC)");
        ok("INSERT INTO sales.widening (n, d, s, b) VALUES (7, 1234.25, 'abc', BIGNUMERIC '1.5')");
        ok(
                "ALTER TABLE sales.widening ALTER COLUMN d SET DATA TYPE NUMERIC(8, 3), ALTER COLUMN s SET DATA TYPE STRING(9)");
        Field d = local.schema("widening").getFields().get("d");
        assertThat(d.getPrecision()).isEqualTo(8);
        assertThat(d.getScale()).isEqualTo(3);
        assertThat(local.schema("widening").getFields().get("s").getMaxLength()).isEqualTo(9);
        ok("ALTER TABLE sales.widening ALTER COLUMN n SET DATA TYPE NUMERIC, ALTER COLUMN s SET DATA TYPE STRING,"
                + " ALTER COLUMN n DROP NOT NULL, ALTER COLUMN b SET DATA TYPE FLOAT64");
        ok("ALTER TABLE sales.widening ALTER COLUMN n SET DATA TYPE BIGNUMERIC, ALTER COLUMN d SET DATA TYPE FLOAT64");
        assertThat(local.schema("widening").getFields())
                .extracting(field -> field.getType().getStandardType())
                .containsExactly(
                        StandardSQLTypeName.BIGNUMERIC,
                        StandardSQLTypeName.FLOAT64,
                        StandardSQLTypeName.STRING,
                        StandardSQLTypeName.FLOAT64);
        assertThat(local.schema("widening").getFields().get("n").getMode()).isEqualTo(Field.Mode.NULLABLE);
        assertThat(local.rows("widening").get(0))
                .extracting(value -> value.getStringValue())
                .containsExactly("7", "1234.25", "abc", "1.5");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "NUMERIC(6, 2) ~ NUMERIC(6, 3)",
                "NUMERIC(6, 2) ~ NUMERIC(7, 1)",
                "STRING(5) ~ STRING(4)",
                "STRING ~ STRING(9)",
                "STRING ~ INT64",
                "FLOAT64 ~ NUMERIC",
                "NUMERIC ~ NUMERIC(38, 9)",
            })
    void columnsNeverNarrow(String from, String to) {
        String table = "narrow_" + Integer.toHexString((from + to).hashCode());
        ok("CREATE TABLE sales." + table + " (c " + from + ")");
        Job job = run("ALTER TABLE sales." + table + " ALTER COLUMN c SET DATA TYPE " + to);
        assertThat(job.getStatus().getError().getReason()).isEqualTo("invalidQuery");
        assertThat(job.getStatus().getError().getMessage()).contains("is assignable to the new type");
    }

    private Job ok(String sql) {
        Job job = run(sql);
        assertThat(job.getStatus().getError()).as(sql).isNull();
        return job;
    }

    private Job run(String sql) {
        return local.run("job_" + Integer.toHexString(sql.hashCode()), QueryJobConfiguration.of(sql));
    }
}
