package dev.landfall.localcloud.bigquery;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.FormatOptions;
import com.google.cloud.bigquery.HivePartitioningOptions;
import com.google.cloud.bigquery.Job;
import com.google.cloud.bigquery.JobId;
import com.google.cloud.bigquery.JobInfo;
import com.google.cloud.bigquery.JobStatistics.LoadStatistics;
import com.google.cloud.bigquery.JobStatus;
import com.google.cloud.bigquery.LegacySQLTypeName;
import com.google.cloud.bigquery.LoadJobConfiguration;
import com.google.cloud.bigquery.Schema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AvroLoadTest {
    private static final org.apache.avro.Schema RICH = new org.apache.avro.Schema.Parser().parse("""
            {"type": "record", "name": "Order", "fields": [
              {"name": "id", "type": "long"},
              {"name": "name", "type": ["null", "string"]},
              {"name": "amount", "type": ["null", {"type": "bytes", "logicalType": "decimal", "precision": 20, "scale": 4}]},
              {"name": "big", "type": ["null", {"type": "bytes", "logicalType": "decimal", "precision": 38, "scale": 18}]},
              {"name": "day", "type": ["null", {"type": "int", "logicalType": "date"}]},
              {"name": "at", "type": ["null", {"type": "long", "logicalType": "timestamp-micros"}]},
              {"name": "wall", "type": ["null", {"type": "long", "logicalType": "local-timestamp-millis"}]},
              {"name": "tags", "type": {"type": "array", "items": "string"}},
              {"name": "address", "type": ["null", {"type": "record", "name": "Address", "fields": [
                {"name": "city", "type": ["null", "string"]}, {"name": "zip", "type": "int"}]}]},
              {"name": "lines", "type": ["null", {"type": "array", "items": {"type": "record", "name": "Line", "fields": [
                {"name": "sku", "type": "string"},
                {"name": "price", "type": {"type": "bytes", "logicalType": "decimal", "precision": 10, "scale": 2}},
                {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}}]}}]},
              {"name": "counts", "type": {"type": "map", "values": "long"}},
              {"name": "raw", "type": ["null", "bytes"]}
            ]}""");
    private static final org.apache.avro.Schema PLAIN = SchemaBuilder.record("Plain")
            .fields()
            .requiredLong("id")
            .optionalString("name")
            .endRecord();

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
    void everyAvroTypeArrivesExactly() {
        GenericRecord full = new GenericData.Record(RICH);
        full.put("id", 7L);
        full.put("name", "Käse");
        full.put("amount", decimal("12345.6789", 4));
        full.put("big", decimal("0.000000000000000001", 18));
        full.put("day", 20454);
        full.put("at", 1_767_225_600_123_456L);
        full.put("wall", 1_767_225_600_123L);
        full.put("tags", List.of("a", "b"));
        GenericRecord address = new GenericData.Record(
                RICH.getField("address").schema().getTypes().get(1));
        address.put("city", "Bern");
        address.put("zip", 3000);
        full.put("address", address);
        org.apache.avro.Schema lines =
                RICH.getField("lines").schema().getTypes().get(1);
        GenericRecord line = new GenericData.Record(lines.getElementType());
        line.put("sku", "X-1");
        line.put("price", decimal("9.90", 2));
        line.put("at", 1_767_225_600_001L);
        full.put("lines", new GenericData.Array<>(lines, List.of(line)));
        full.put("counts", Map.of("k", 5L));
        full.put("raw", ByteBuffer.wrap(new byte[] {1, 2}));
        GenericRecord empty = new GenericData.Record(RICH);
        empty.put("id", 8L);
        empty.put("tags", List.of());
        empty.put("counts", Map.of());
        String uri = local.objects().put("rich/0.avro", avro(RICH, List.of(full, empty)));

        Job job = local.run("rich_1", avroInto("rich", uri).build());

        assertThat(job.getStatus().getError()).isNull();
        LoadStatistics statistics = job.getStatistics();
        assertThat(statistics.getOutputRows()).isEqualTo(2);
        assertThat(statistics.getInputFiles()).isEqualTo(1);
        assertThat(statistics.getInputBytes()).isPositive();
        Schema schema = local.schema("rich");
        assertThat(schema.getFields().get("id").getMode()).isEqualTo(Field.Mode.REQUIRED);
        assertThat(schema.getFields().get("amount").getType()).isEqualTo(LegacySQLTypeName.NUMERIC);
        assertThat(schema.getFields().get("big").getType()).isEqualTo(LegacySQLTypeName.BIGNUMERIC);
        assertThat(schema.getFields().get("wall").getType()).isEqualTo(LegacySQLTypeName.DATETIME);
        assertThat(schema.getFields().get("lines").getMode()).isEqualTo(Field.Mode.REPEATED);
        List<FieldValueList> rows = local.rows("rich");
        FieldValueList first = rows.get(0);
        assertThat(first.get("id").getLongValue()).isEqualTo(7);
        assertThat(first.get("name").getStringValue()).isEqualTo("Käse");
        assertThat(first.get("amount").getNumericValue()).isEqualByComparingTo("12345.6789");
        assertThat(first.get("big").getNumericValue()).isEqualByComparingTo("0.000000000000000001");
        assertThat(first.get("day").getStringValue()).isEqualTo("2026-01-01");
        assertThat(first.get("at").getTimestampValue()).isEqualTo(1_767_225_600_123_456L);
        assertThat(first.get("wall").getStringValue()).isEqualTo("2026-01-01T00:00:00.123");
        assertThat(first.get("tags").getRepeatedValue())
                .extracting(value -> value.getStringValue())
                .containsExactly("a", "b");
        assertThat(first.get("address").getRecordValue().get(0).getStringValue())
                .isEqualTo("Bern");
        FieldValueList loadedLine = first.get("lines").getRepeatedValue().get(0).getRecordValue();
        assertThat(loadedLine.get(0).getStringValue()).isEqualTo("X-1");
        assertThat(loadedLine.get(1).getNumericValue()).isEqualByComparingTo("9.90");
        assertThat(loadedLine.get(2).getTimestampValue()).isEqualTo(1_767_225_600_001_000L);
        FieldValueList count = first.get("counts").getRepeatedValue().get(0).getRecordValue();
        assertThat(count.get(0).getStringValue()).isEqualTo("k");
        assertThat(count.get(1).getLongValue()).isEqualTo(5);
        assertThat(first.get("raw").getBytesValue()).containsExactly(1, 2);
        FieldValueList second = rows.get(1);
        assertThat(second.get("address").isNull()).isTrue();
        assertThat(second.get("lines").getRepeatedValue()).isEmpty();
        assertThat(second.get("at").isNull()).isTrue();
    }

    @Test
    void hiveKeysBecomeTypedColumns() {
        String first = local.objects().put("hive/seq=1767225600000000/dt=2026-01-02/a.avro", plain(1, 2));
        String second =
                local.objects().put("hive/seq=1767225600000001/dt=__HIVE_DEFAULT_PARTITION__/a.avro", plain(2, 3));
        Job job = local.run(
                "hive_1",
                avroInto("hive", first, second)
                        .setHivePartitioningOptions(HivePartitioningOptions.newBuilder()
                                .setMode("CUSTOM")
                                .setSourceUriPrefix("gs://landing/hive/{seq:INT64}/{dt:DATE}")
                                .build())
                        .build());
        assertThat(job.getStatus().getError()).isNull();
        Schema schema = local.schema("hive");
        assertThat(schema.getFields().get("seq").getType()).isEqualTo(LegacySQLTypeName.INTEGER);
        assertThat(schema.getFields().get("dt").getType()).isEqualTo(LegacySQLTypeName.DATE);
        List<FieldValueList> rows = local.rows("hive");
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0).get("seq").getLongValue()).isEqualTo(1_767_225_600_000_000L);
        assertThat(rows.get(0).get("dt").getStringValue()).isEqualTo("2026-01-02");
        assertThat(rows.get(1).get("dt").isNull()).isTrue();
    }

    @Test
    void oneTruncatedFileFailsTheWholeLoadAndIsNamed() {
        byte[] good = plain(0, 1000);
        String whole = local.objects().put("bad/0.avro", good);
        String cut = local.objects().put("bad/1.avro", Arrays.copyOf(good, good.length - 100));
        Job job = local.run("bad_1", avroInto("bad", whole, cut).build());
        assertThat(job.getStatus().getState()).isEqualTo(JobStatus.State.DONE);
        assertThat(job.getStatus().getError().getReason()).isEqualTo("invalid");
        assertThat(job.getStatus().getError().getMessage()).contains("gs://landing/bad/1.avro");
        assertThat(job.getStatus().getError().getLocation()).isEqualTo("gs://landing/bad/1.avro");
        assertThat(local.client().getTable(LocalBigQuery.table("bad"))).isNull();
    }

    @Test
    void failedAppendLeavesTheTableAsItWas() {
        String good = local.objects().put("append/0.avro", plain(0, 5));
        local.run("append_1", avroInto("append", good).build());
        String bad = local.objects().put("append/1.avro", "Obj no avro");
        Job job = local.run("append_2", avroInto("append", good, bad).build());
        assertThat(job.getStatus().getError().getReason()).isEqualTo("invalid");
        assertThat(local.rows("append")).hasSize(5);
    }

    @Test
    void jobIdIsUsedUpByItsFirstInsert() {
        String uri = local.objects().put("once/0.avro", plain(0, 1));
        LoadJobConfiguration configuration = avroInto("once", uri).build();
        local.run("once_1", configuration);
        HttpResponse<String> again = insertAgain("once_1", "once", uri);
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.body()).contains("\"duplicate\"", "Already Exists: Job landfall-local:US.once_1");
        // The client turns the 409 into the job that is there.
        Job attached = local.client().create(JobInfo.of(JobId.of("once_1"), configuration));
        assertThat(attached.getStatus().getState()).isEqualTo(JobStatus.State.DONE);
        assertThat(local.rows("once")).hasSize(1);
    }

    @Test
    void idOfFailedJobStaysUsed() {
        LoadJobConfiguration configuration =
                avroInto("missing", "gs://landing/not/there.avro").build();
        Job job = local.run("missing_1", configuration);
        assertThat(job.getStatus().getError().getReason()).isEqualTo("notFound");
        assertThat(job.getStatus().getError().getMessage()).isEqualTo("Not found: URI gs://landing/not/there.avro");
        assertThat(insertAgain("missing_1", "missing", "gs://landing/not/there.avro")
                        .statusCode())
                .isEqualTo(409);
    }

    private HttpResponse<String> insertAgain(String jobId, String table, String uri) {
        return local.post("/jobs", """
                {"jobReference": {"jobId": "%s"}, "configuration": {"load": {"sourceFormat": "AVRO",
                 "sourceUris": ["%s"], "destinationTable": {"datasetId": "sales", "tableId": "%s"}}}}""".formatted(jobId, uri, table));
    }

    @Test
    void jobIsFoundInItsLocationOnly() {
        String uri = local.objects().put("place/0.avro", plain(0, 1));
        local.run("place_1", avroInto("place", uri).build());
        assertThat(local.client()
                        .getJob(JobId.newBuilder()
                                .setJob("place_1")
                                .setLocation("EU")
                                .build()))
                .isNull();
        assertThat(local.client()
                        .getJob(JobId.newBuilder()
                                .setJob("place_1")
                                .setLocation("US")
                                .build()))
                .isNotNull();
    }

    @Test
    void newFieldsNeedPermission() {
        String old = local.objects().put("grow/0.avro", plain(0, 1));
        local.run("grow_1", avroInto("grow", old).build());
        org.apache.avro.Schema wider = SchemaBuilder.record("Plain")
                .fields()
                .requiredLong("id")
                .optionalString("name")
                .requiredString("region")
                .endRecord();
        GenericRecord row = new GenericData.Record(wider);
        row.put("id", 9L);
        row.put("region", "EU");
        String uri = local.objects().put("grow/1.avro", avro(wider, List.of(row)));
        Job refused = local.run("grow_2", avroInto("grow", uri).build());
        assertThat(refused.getStatus().getError().getMessage())
                .contains("Provided Schema does not match Table landfall-local:sales.grow")
                .contains("region");
        Job allowed = local.run(
                "grow_3",
                avroInto("grow", uri)
                        .setSchemaUpdateOptions(List.of(JobInfo.SchemaUpdateOption.ALLOW_FIELD_ADDITION))
                        .build());
        assertThat(allowed.getStatus().getError()).isNull();
        assertThat(local.rows("grow"))
                .extracting(values -> values.get("region").getValue())
                .containsExactly(null, "EU");
    }

    @Test
    void writeDispositionsDoWhatTheySay() {
        String uri = local.objects().put("write/0.avro", plain(0, 3));
        local.run("write_1", avroInto("write", uri).build());
        local.run("write_2", avroInto("write", uri).build());
        assertThat(local.rows("write")).hasSize(6);
        local.run(
                "write_3",
                avroInto("write", uri)
                        .setWriteDisposition(JobInfo.WriteDisposition.WRITE_TRUNCATE)
                        .build());
        assertThat(local.rows("write")).hasSize(3);
        Job full = local.run(
                "write_4",
                avroInto("write", uri)
                        .setWriteDisposition(JobInfo.WriteDisposition.WRITE_EMPTY)
                        .build());
        assertThat(full.getStatus().getError().getReason()).isEqualTo("duplicate");
        Job never = local.run(
                "write_5",
                avroInto("write_nowhere", uri)
                        .setCreateDisposition(JobInfo.CreateDisposition.CREATE_NEVER)
                        .build());
        assertThat(never.getStatus().getError().getReason()).isEqualTo("notFound");
    }

    @Test
    void oneWildcardNamesManyFiles() {
        local.objects().put("wild/a-0.avro", plain(0, 2));
        local.objects().put("wild/a-1.avro", plain(2, 4));
        local.objects().put("wild/b-0.txt", "not for this load");
        Job job = local.run(
                "wild_1", avroInto("wild", "gs://landing/wild/a-*.avro").build());
        assertThat(job.getStatus().getError()).isNull();
        assertThat(local.rows("wild")).hasSize(4);
        Job twice =
                local.run("wild_2", avroInto("wild", "gs://landing/*/a-*.avro").build());
        assertThat(twice.getStatus().getError().getReason()).isEqualTo("invalid");
    }

    private static LoadJobConfiguration.Builder avroInto(String table, String... uris) {
        return LoadJobConfiguration.newBuilder(LocalBigQuery.table(table), List.of(uris), FormatOptions.avro())
                .setUseAvroLogicalTypes(true)
                .setDecimalTargetTypes(List.of("NUMERIC", "BIGNUMERIC", "STRING"));
    }

    private static ByteBuffer decimal(String value, int scale) {
        return ByteBuffer.wrap(
                new BigDecimal(value).setScale(scale).unscaledValue().toByteArray());
    }

    private static byte[] plain(int from, int to) {
        List<GenericRecord> rows = new java.util.ArrayList<>();
        for (int i = from; i < to && rows.size() < to; i++) {
            GenericRecord row = new GenericData.Record(PLAIN);
            row.put("id", (long) i);
            row.put("name", "row " + i);
            rows.add(row);
        }
        return avro(PLAIN, rows);
    }

    private static byte[] avro(org.apache.avro.Schema schema, List<GenericRecord> rows) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataFileWriter<GenericRecord> writer = new DataFileWriter<>(new GenericDatumWriter<>(schema))) {
            writer.setCodec(CodecFactory.deflateCodec(6));
            writer.create(schema, bytes);
            for (GenericRecord row : rows) {
                writer.append(row);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
