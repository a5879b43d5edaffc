package dev.landfall.localcloud.bigquery;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.bigquery.CsvOptions;
import com.google.cloud.bigquery.ExternalTableDefinition;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.FormatOptions;
import com.google.cloud.bigquery.HivePartitioningOptions;
import com.google.cloud.bigquery.Job;
import com.google.cloud.bigquery.JobException;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.Table;
import com.google.cloud.bigquery.TableDefinition;
import com.google.cloud.bigquery.TableInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Tables whose rows are files. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExternalTableTest {
    private final AtomicInteger jobs = new AtomicInteger();
    private LocalBigQuery local;

    @BeforeAll
    void start(@TempDir Path folder) {
        local = LocalBigQuery.start(folder);
        local.objects().put("hive/day=2026-01-01/region=1/a.json", "{\"id\": 1}");
        local.objects().put("hive/day=2026-01-02/region=2/b.json", "{\"id\": 2}\n{\"id\": 3}");
        local.objects().put("hive/day=__HIVE_DEFAULT_PARTITION__/region=2/c.json", "{\"id\": 4}");
    }

    @AfterAll
    void stop() {
        local.close();
    }

    @Test
    void externalTableShowsItsFilesAsTheyAreNow() {
        local.objects().put("csv/1.csv", "id,name\n1,a\n");
        ok("CREATE EXTERNAL TABLE sales.people (id INT64, name STRING) OPTIONS(format='CSV'," + " uris=['gs://"
                + FolderObjects.BUCKET + "/csv/*.csv'], skip_leading_rows=1, description='files')");
        assertThat(rows("SELECT id, name FROM sales.people")).isEqualTo("1 a");
        local.objects().put("csv/2.csv", "id,name\n2,b\n");
        assertThat(rows("SELECT id, name FROM sales.people ORDER BY id")).isEqualTo("1 a; 2 b");
        ok("CREATE TABLE sales.people_copy AS SELECT * FROM sales.people WHERE id > 1");
        assertThat(rows("SELECT COUNT(*) FROM sales.people_copy")).isEqualTo("1");
        assertThat(rows("BEGIN TRANSACTION; INSERT INTO sales.people_copy SELECT * FROM sales.people;"
                        + " COMMIT TRANSACTION; SELECT COUNT(*) FROM sales.people_copy"))
                .isEqualTo("3");
        Table table = local.client().getTable(LocalBigQuery.table("people"));
        assertThat(table.getDefinition().getType()).isEqualTo(TableDefinition.Type.EXTERNAL);
        assertThat(table.getDescription()).isEqualTo("files");
        assertThat(error("DELETE FROM sales.people WHERE TRUE")).contains("is not supported");
    }

    @Test
    void partitionKeysOfPathsBecomeColumns() {
        String uris = "uris=['gs://" + FolderObjects.BUCKET + "/hive/*'], hive_partition_uri_prefix='gs://"
                + FolderObjects.BUCKET + "/hive'";
        ok("CREATE EXTERNAL TABLE sales.by_custom (id INT64) WITH PARTITION COLUMNS (day DATE, region STRING)"
                + " OPTIONS(format='JSON', " + uris + ")");
        assertThat(rows("SELECT id, day, region FROM sales.by_custom ORDER BY id"))
                .isEqualTo("1 2026-01-01 1; 2 2026-01-02 2; 3 2026-01-02 2; 4 null 2");
        ok("CREATE EXTERNAL TABLE sales.by_auto (id INT64) WITH PARTITION COLUMNS OPTIONS(format='JSON', " + uris
                + ")");
        assertThat(local.client()
                        .getTable(LocalBigQuery.table("by_auto"))
                        .getDefinition()
                        .getSchema()
                        .getFields())
                .extracting(field -> field.getName() + " " + field.getType().getStandardType())
                .containsExactly("id INT64", "day DATE", "region INT64");
        assertThat(rows("SELECT SUM(region) FROM sales.by_auto WHERE day IS NOT NULL"))
                .isEqualTo("5");
        ok("CREATE TABLE sales.initial PARTITION BY day CLUSTER BY id AS SELECT * EXCEPT(region) FROM sales.by_custom");
        assertThat(rows("SELECT COUNT(*) FROM sales.initial WHERE day = '2026-01-02'"))
                .isEqualTo("2");
    }

    @Test
    void tableMadeThroughTheApiComesBackAsItWas() {
        ExternalTableDefinition definition = ExternalTableDefinition.newBuilder(
                        "gs://" + FolderObjects.BUCKET + "/hive/*", FormatOptions.json())
                .setSchema(Schema.of(Field.of("id", StandardSQLTypeName.INT64)))
                .setHivePartitioningOptions(HivePartitioningOptions.newBuilder()
                        .setMode("STRINGS")
                        .setSourceUriPrefix("gs://" + FolderObjects.BUCKET + "/hive/")
                        .build())
                .build();
        local.client().create(TableInfo.of(LocalBigQuery.table("by_api"), definition));
        ExternalTableDefinition found =
                local.client().getTable(LocalBigQuery.table("by_api")).getDefinition();
        assertThat(found.getSourceUris()).isEqualTo(definition.getSourceUris());
        assertThat(found.getHivePartitioningOptions().getMode()).isEqualTo("STRINGS");
        assertThat(rows("SELECT id FROM sales.by_api WHERE day = '2026-01-02' AND region = '2' ORDER BY id"))
                .isEqualTo("2; 3");
    }

    @Test
    void whatIsWrongWithTheFilesIsSaid() {
        local.objects().put("broken/1.csv", "x\n");
        ExternalTableDefinition definition = ExternalTableDefinition.newBuilder(
                        "gs://" + FolderObjects.BUCKET + "/broken/1.csv",
                        Schema.of(Field.of("id", StandardSQLTypeName.INT64)),
                        CsvOptions.newBuilder().build())
                .build();
        local.client().create(TableInfo.of(LocalBigQuery.table("broken"), definition));
        assertThat(error("SELECT * FROM sales.broken"))
                .contains("Could not parse 'x' as INT64")
                .contains("broken/1.csv");
        assertThat(error("CREATE EXTERNAL TABLE sales.absent (id INT64) OPTIONS(format='CSV', uris=['gs://"
                        + FolderObjects.BUCKET + "/nowhere/*'])"))
                .contains("Not found: URI");
        assertThat(error("CREATE EXTERNAL TABLE sales.unknown (id INT64) OPTIONS(format='GOOGLE_SHEETS', uris=['gs://"
                        + FolderObjects.BUCKET + "/hive/*'])"))
                .contains("GOOGLE_SHEETS");
    }

    private String error(String sql) {
        Job job = local.run("error_" + jobs.incrementAndGet(), QueryJobConfiguration.of(sql));
        return job.getStatus().getError().getMessage();
    }

    private String rows(String sql) {
        List<String> rows = new ArrayList<>();
        try {
            for (FieldValueList row : ok(sql).getQueryResults().iterateAll()) {
                rows.add(row.stream()
                        .map(value -> String.valueOf(value.getValue()))
                        .collect(Collectors.joining(" ")));
            }
        } catch (InterruptedException | JobException e) {
            throw new AssertionError(e);
        }
        return String.join("; ", rows);
    }

    private Job ok(String sql) {
        Job job = local.run("ok_" + jobs.incrementAndGet(), QueryJobConfiguration.of(sql));
        assertThat(job.getStatus().getError()).as(sql).isNull();
        return job;
    }
}
