package dev.landfall.localcloud.bigquery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.Clustering;
import com.google.cloud.bigquery.Dataset;
import com.google.cloud.bigquery.DatasetInfo;
import com.google.cloud.bigquery.EncryptionConfiguration;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.PrimaryKey;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.Table;
import com.google.cloud.bigquery.TableConstraints;
import com.google.cloud.bigquery.TableInfo;
import com.google.cloud.bigquery.TimePartitioning;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TableLifecycleTest {
    private static final Schema ORDERS = Schema.of(
            Field.newBuilder("id", StandardSQLTypeName.INT64)
                    .setMode(Field.Mode.REQUIRED)
                    .build(),
            Field.newBuilder("amount", StandardSQLTypeName.NUMERIC)
                    .setMode(Field.Mode.NULLABLE)
                    .setPrecision(12L)
                    .setScale(2L)
                    .build(),
            Field.newBuilder("note", StandardSQLTypeName.STRING)
                    .setMode(Field.Mode.NULLABLE)
                    .setMaxLength(10L)
                    .build(),
            nullable("day", StandardSQLTypeName.DATE),
            Field.newBuilder(
                            "lines",
                            StandardSQLTypeName.STRUCT,
                            nullable("sku", StandardSQLTypeName.STRING),
                            nullable("quantity", StandardSQLTypeName.INT64))
                    .setMode(Field.Mode.REPEATED)
                    .build());

    private static Field nullable(String name, StandardSQLTypeName type) {
        return Field.newBuilder(name, type).setMode(Field.Mode.NULLABLE).build();
    }

    private LocalBigQuery local;
    private BigQuery client;

    @BeforeAll
    void start(@TempDir Path folder) {
        local = LocalBigQuery.start(folder);
        client = local.client();
    }

    @AfterAll
    void stop() {
        local.close();
    }

    @Test
    void datasetLivesAndDies() {
        Dataset created = client.create(DatasetInfo.newBuilder("staging")
                .setLabels(Map.of("team", "data"))
                .build());
        assertThat(created.getLocation()).isEqualTo("US");
        assertThatThrownBy(() -> client.create(DatasetInfo.of("staging")))
                .isInstanceOfSatisfying(BigQueryException.class, e -> {
                    assertThat(e.getCode()).isEqualTo(409);
                    assertThat(e.getReason()).isEqualTo("duplicate");
                });
        Dataset changed =
                created.toBuilder().setDescription("of batches").build().update();
        assertThat(changed.getDescription()).isEqualTo("of batches");
        assertThat(changed.getLabels()).containsEntry("team", "data");
        assertThat(client.listDatasets().iterateAll())
                .extracting(dataset -> dataset.getDatasetId().getDataset())
                .contains("sales", "staging");
        client.create(
                TableInfo.of(com.google.cloud.bigquery.TableId.of("staging", "t"), StandardTableDefinition.of(ORDERS)));
        assertThatThrownBy(() -> client.delete("staging"))
                .isInstanceOfSatisfying(
                        BigQueryException.class, e -> assertThat(e.getReason()).isEqualTo("resourceInUse"));
        assertThat(client.delete("staging", BigQuery.DatasetDeleteOption.deleteContents()))
                .isTrue();
        assertThat(client.getDataset("staging")).isNull();
        assertThat(client.delete("staging")).isFalse();
    }

    @Test
    void everyPropertyThatIsSetComesBack() {
        StandardTableDefinition definition = StandardTableDefinition.newBuilder()
                .setSchema(ORDERS)
                .setTimePartitioning(TimePartitioning.newBuilder(TimePartitioning.Type.DAY)
                        .setField("day")
                        .setExpirationMs(86_400_000_000L)
                        .build())
                .setClustering(Clustering.newBuilder().setFields(List.of("id")).build())
                .setTableConstraints(TableConstraints.newBuilder()
                        .setPrimaryKey(PrimaryKey.newBuilder()
                                .setColumns(List.of("id"))
                                .build())
                        .build())
                .build();
        client.create(TableInfo.newBuilder(LocalBigQuery.table("everything"), definition)
                .setLabels(Map.of("kind", "target"))
                .setDescription("all of it")
                .setExpirationTime(4_102_444_800_000L)
                .setEncryptionConfiguration(EncryptionConfiguration.newBuilder()
                        .setKmsKeyName("projects/p/locations/us/keyRings/r/cryptoKeys/k")
                        .build())
                .build());
        Table table = client.getTable(LocalBigQuery.table("everything"));
        StandardTableDefinition found = table.getDefinition();
        assertThat(found.getSchema()).isEqualTo(ORDERS);
        assertThat(found.getTimePartitioning()).isEqualTo(definition.getTimePartitioning());
        assertThat(found.getClustering()).isEqualTo(definition.getClustering());
        assertThat(found.getTableConstraints().getPrimaryKey().getColumns()).containsExactly("id");
        assertThat(found.getNumRows()).isZero();
        assertThat(table.getLabels()).containsEntry("kind", "target");
        assertThat(table.getDescription()).isEqualTo("all of it");
        assertThat(table.getExpirationTime()).isEqualTo(4_102_444_800_000L);
        assertThat(table.getEncryptionConfiguration().getKmsKeyName()).endsWith("cryptoKeys/k");
        assertThat(table.getEtag()).isNotEmpty();
        assertThat(table.getCreationTime()).isPositive();
    }

    @Test
    void columnsCanBeAddedAndRelaxedButNotRetyped() {
        Table table = client.create(TableInfo.of(LocalBigQuery.table("evolving"), StandardTableDefinition.of(ORDERS)));
        Schema wider = Schema.of(
                Field.of("id", StandardSQLTypeName.INT64),
                ORDERS.getFields().get(1),
                ORDERS.getFields().get(2),
                ORDERS.getFields().get(3),
                Field.newBuilder(
                                "lines",
                                StandardSQLTypeName.STRUCT,
                                Field.of("sku", StandardSQLTypeName.STRING),
                                Field.of("quantity", StandardSQLTypeName.INT64),
                                Field.of("price", StandardSQLTypeName.NUMERIC))
                        .setMode(Field.Mode.REPEATED)
                        .build(),
                Field.of("region", StandardSQLTypeName.STRING));
        Table changed = table.toBuilder()
                .setDefinition(StandardTableDefinition.of(wider))
                .build()
                .update();
        List<Field> fields = changed.getDefinition().getSchema().getFields();
        assertThat(fields.get(0).getMode()).isEqualTo(Field.Mode.NULLABLE);
        assertThat(fields.get(4).getSubFields()).extracting(Field::getName).containsExactly("sku", "quantity", "price");
        assertThat(fields.get(5).getName()).isEqualTo("region");
        assertThatThrownBy(() -> changed.toBuilder()
                        .setDefinition(
                                StandardTableDefinition.of(Schema.of(Field.of("id", StandardSQLTypeName.STRING))))
                        .build()
                        .update())
                .isInstanceOfSatisfying(
                        BigQueryException.class, e -> assertThat(e.getReason()).isEqualTo("invalid"))
                .hasMessageContaining("Provided Schema does not match Table landfall-local:sales.evolving");
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertThat(client.getTable(LocalBigQuery.table("nowhere"))).isNull();
        assertThat(client.delete(LocalBigQuery.table("nowhere"))).isFalse();
        assertThatThrownBy(() -> client.listTableData(LocalBigQuery.table("nowhere")))
                .isInstanceOfSatisfying(BigQueryException.class, e -> {
                    assertThat(e.getCode()).isEqualTo(404);
                    assertThat(e.getReason()).isEqualTo("notFound");
                    assertThat(e).hasMessageContaining("Not found: Table landfall-local:sales.nowhere");
                });
    }

    @Test
    void tableNameIsTakenOnce() {
        TableInfo info = TableInfo.of(LocalBigQuery.table("once"), StandardTableDefinition.of(ORDERS));
        client.create(info);
        assertThatThrownBy(() -> client.create(info)).isInstanceOfSatisfying(BigQueryException.class, e -> {
            assertThat(e.getCode()).isEqualTo(409);
            assertThat(e.getReason()).isEqualTo("duplicate");
            assertThat(e).hasMessageContaining("Already Exists: Table landfall-local:sales.once");
        });
        assertThat(client.listTables(LocalBigQuery.DATASET).iterateAll())
                .extracting(table -> table.getTableId().getTable())
                .contains("once");
        assertThat(client.delete(info.getTableId())).isTrue();
        assertThat(client.create(info)).isNotNull();
    }
}
