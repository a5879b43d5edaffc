package dev.landfall.localcloud.bigquery;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.bigquery.CsvOptions;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.FormatOptions;
import com.google.cloud.bigquery.HivePartitioningOptions;
import com.google.cloud.bigquery.Job;
import com.google.cloud.bigquery.LegacySQLTypeName;
import com.google.cloud.bigquery.LoadJobConfiguration;
import com.google.cloud.bigquery.ParquetOptions;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.StandardSQLTypeName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ParquetAndTextLoadTest {
    private static final Schema PEOPLE = Schema.of(
            Field.newBuilder("id", StandardSQLTypeName.INT64)
                    .setMode(Field.Mode.REQUIRED)
                    .build(),
            Field.newBuilder("name", StandardSQLTypeName.STRING)
                    .setMaxLength(8L)
                    .build(),
            Field.of("amount", StandardSQLTypeName.NUMERIC),
            Field.of("at", StandardSQLTypeName.TIMESTAMP));

    private LocalBigQuery local;
    private Path folder;

    @BeforeAll
    void start(@TempDir Path temporary) {
        folder = temporary;
        local = LocalBigQuery.start(temporary);
    }

    @AfterAll
    void stop() {
        local.close();
    }

    @Test
    void parquetKeepsNestingDecimalsAndMicroseconds() throws Exception {
        byte[] file = parquet("SELECT 7::BIGINT AS id, 1.25::DECIMAL(12, 2) AS amount, 0.5::DECIMAL(38, 18) AS fine,"
                + " TIMESTAMPTZ '2026-01-01 00:00:00.123456+00' AS at, DATE '2026-01-02' AS day, ['a', 'b'] AS tags,"
                + " [{'sku': 'X', 'price': 9.9::DECIMAL(10, 2)}] AS lines, {'city': 'Bern', 'zips': [1, 2]} AS address,"
                + " MAP {'k': 5} AS counts, 'x'::BLOB AS raw, 1.5::FLOAT AS small");
        Job job = local.run("parquet_1", parquetInto("parquet", local.objects().put("p/0.parquet", file)));
        assertThat(job.getStatus().getError()).isNull();
        Schema schema = local.schema("parquet");
        assertThat(schema.getFields().get("fine").getType()).isEqualTo(LegacySQLTypeName.BIGNUMERIC);
        assertThat(schema.getFields().get("tags").getMode()).isEqualTo(Field.Mode.REPEATED);
        FieldValueList row = local.rows("parquet").get(0);
        assertThat(row.get("id").getLongValue()).isEqualTo(7);
        assertThat(row.get("amount").getNumericValue()).isEqualByComparingTo("1.25");
        assertThat(row.get("fine").getStringValue()).isEqualTo("0.5");
        assertThat(row.get("at").getTimestampValue()).isEqualTo(1_767_225_600_123_456L);
        assertThat(row.get("day").getStringValue()).isEqualTo("2026-01-02");
        assertThat(row.get("tags").getRepeatedValue()).hasSize(2);
        FieldValueList line = row.get("lines").getRepeatedValue().get(0).getRecordValue();
        assertThat(line.get(1).getNumericValue()).isEqualByComparingTo("9.9");
        assertThat(row.get("address").getRecordValue().get(1).getRepeatedValue())
                .hasSize(2);
        FieldValueList entry = row.get("counts")
                .getRecordValue()
                .get(0)
                .getRepeatedValue()
                .get(0)
                .getRecordValue();
        assertThat(entry.get(0).getStringValue()).isEqualTo("k");
        assertThat(entry.get(1).getLongValue()).isEqualTo(5);
        assertThat(row.get("raw").getBytesValue()).containsExactly('x');
        assertThat(row.get("small").getDoubleValue()).isEqualTo(1.5);
    }

    @Test
    void truncatedParquetLoadsNothingAndIsNamed() throws Exception {
        byte[] good = parquet("SELECT range AS id FROM range(1000)");
        String whole = local.objects().put("cut/0.parquet", good);
        String cut = local.objects().put("cut/1.parquet", Arrays.copyOf(good, good.length / 2));
        Job job = local.run("cut_1", parquetInto("cut", whole, cut));
        assertThat(job.getStatus().getError().getReason()).isEqualTo("invalid");
        assertThat(job.getStatus().getError().getMessage())
                .contains("gs://landing/cut/1.parquet")
                .doesNotContain("/objects/");
        assertThat(local.client().getTable(LocalBigQuery.table("cut"))).isNull();
    }

    @Test
    void csvIsReadByBigQuerysRules() throws Exception {
        String text =
                "id;name;amount;at\n1;\"a;b\";1.50;2026-01-01 00:00:00.123456 UTC\n2;;NULL;2026-01-01T00:00:00Z\n";
        String uri = local.objects().put("c/0.csv.gz", gzip(text));
        CsvOptions options = CsvOptions.newBuilder()
                .setSkipLeadingRows(1)
                .setFieldDelimiter(";")
                .build();
        Job job = local.run(
                "csv_1",
                LoadJobConfiguration.newBuilder(LocalBigQuery.table("csv"), uri, options)
                        .setSchema(PEOPLE)
                        .setNullMarker("NULL")
                        .build());
        assertThat(job.getStatus().getError()).isNull();
        List<FieldValueList> rows = local.rows("csv");
        assertThat(rows.get(0).get("name").getStringValue()).isEqualTo("a;b");
        assertThat(rows.get(0).get("at").getTimestampValue()).isEqualTo(1_767_225_600_123_456L);
        assertThat(rows.get(1).get("name").getStringValue()).isEmpty();
        assertThat(rows.get(1).get("amount").isNull()).isTrue();
    }

    @Test
    void csvColumnsCanBeMatchedByTheirHeader() {
        String uri = local.objects().put("n/0.csv", "name,\"id\"\nb,7\n");
        CsvOptions options = CsvOptions.newBuilder().setSkipLeadingRows(1).build();
        LoadJobConfiguration.Builder configuration = LoadJobConfiguration.newBuilder(
                        LocalBigQuery.table("named"), uri, options)
                .setSchema(PEOPLE)
                .setSourceColumnMatch(LoadJobConfiguration.SourceColumnMatch.NAME);
        assertThat(local.run("named_1", configuration.build()).getStatus().getError())
                .isNull();
        FieldValueList row = local.rows("named").get(0);
        assertThat(row.get("id").getLongValue()).isEqualTo(7);
        assertThat(row.get("name").getStringValue()).isEqualTo("b");
        assertThat(row.get("amount").isNull()).isTrue();
        String surprise = local.objects().put("n/1.csv", "id,surprise\n8,x\n");
        Job refused = local.run(
                "named_2", configuration.setSourceUris(List.of(surprise)).build());
        assertThat(refused.getStatus().getError().getMessage()).contains("No such field: surprise");
    }

    @Test
    void csvSchemaIsDetectedFromHeaderAndValues() {
        String uri = local.objects()
                .put(
                        "d/0.csv",
                        "id,price,day,at,open,note\n1,2.5,2026-01-02,2026-01-02 03:04:05 UTC,true,a\n2,3,,,,b\n");
        Job job = local.run(
                "detect_1",
                LoadJobConfiguration.newBuilder(
                                LocalBigQuery.table("detected"),
                                uri,
                                CsvOptions.newBuilder().setSkipLeadingRows(1).build())
                        .setAutodetect(true)
                        .build());
        assertThat(job.getStatus().getError()).isNull();
        assertThat(local.schema("detected").getFields())
                .extracting(field -> field.getType().getStandardType())
                .containsExactly(
                        StandardSQLTypeName.INT64,
                        StandardSQLTypeName.FLOAT64,
                        StandardSQLTypeName.DATE,
                        StandardSQLTypeName.TIMESTAMP,
                        StandardSQLTypeName.BOOL,
                        StandardSQLTypeName.STRING);
        assertThat(local.rows("detected")).hasSize(2);
    }

    @Test
    void aHiveKeyThatIsAlsoAColumnOfTheFilesIsRefused() throws Exception {
        String csv = local.objects().put("clash/seq=1/0.csv", "id,SEQ\n1,mine\n".getBytes(StandardCharsets.UTF_8));
        String parquet = local.objects().put("clash/seq=1/0.parquet", parquet("SELECT 1 AS id, 'mine' AS SEQ"));
        for (LoadJobConfiguration.Builder load : List.of(
                LoadJobConfiguration.newBuilder(
                                LocalBigQuery.table("clash_csv"),
                                csv,
                                CsvOptions.newBuilder().setSkipLeadingRows(1).build())
                        .setAutodetect(true),
                LoadJobConfiguration.newBuilder(
                        LocalBigQuery.table("clash_parquet"), parquet, FormatOptions.parquet()))) {
            Job job = local.run(
                    load.build().getDestinationTable().getTable(),
                    load.setHivePartitioningOptions(HivePartitioningOptions.newBuilder()
                                    .setMode("CUSTOM")
                                    .setSourceUriPrefix("gs://landing/clash/{seq:INT64}")
                                    .build())
                            .build());
            assertThat(job.getStatus().getError().getReason()).isEqualTo("invalid");
            assertThat(job.getStatus().getError().getMessage()).contains("key seq is also a column of the files");
        }
    }

    @Test
    void keysMayBeginBelowAFolderThatIsNotRead() throws Exception {
        String uri =
                local.objects().put("below/seq=1/dt=2026-01-02/0.parquet", parquet("SELECT 1 AS id, 'mine' AS seq"));
        Job job = local.run(
                "below_1",
                LoadJobConfiguration.newBuilder(LocalBigQuery.table("below"), uri, FormatOptions.parquet())
                        .setHivePartitioningOptions(HivePartitioningOptions.newBuilder()
                                .setMode("CUSTOM")
                                .setSourceUriPrefix("gs://landing/below/seq=1/{dt:DATE}")
                                .build())
                        .build());
        assertThat(job.getStatus().getError()).isNull();
        assertThat(local.rows("below").get(0).get("seq").getStringValue()).isEqualTo("mine");
        assertThat(local.rows("below").get(0).get("dt").getStringValue()).isEqualTo("2026-01-02");
    }

    @Test
    void valuesThatBreakTheSchemaAreRefused() {
        assertThat(csvError("bounds_1", "x,a,1,2026-01-01\n")).contains("Could not parse 'x' as INT64 for field id");
        assertThat(csvError("bounds_2", ",a,1,2026-01-01\n")).contains("Required field id cannot be null");
        assertThat(csvError("bounds_3", "1,much too long,1,2026-01-01\n")).contains("name", "maximum of 8");
        assertThat(csvError("bounds_4", "1,a,1\n")).contains("gs://landing/bounds_4.csv");
    }

    private String csvError(String jobId, String text) {
        String uri = local.objects().put(jobId + ".csv", text);
        Job job = local.run(
                jobId,
                LoadJobConfiguration.newBuilder(LocalBigQuery.table(jobId), uri, FormatOptions.csv())
                        .setSchema(PEOPLE)
                        .build());
        assertThat(job.getStatus().getError().getReason()).isEqualTo("invalid");
        assertThat(local.client().getTable(LocalBigQuery.table(jobId))).isNull();
        return job.getStatus().getError().getMessage();
    }

    @Test
    void jsonLinesFillNestedColumns() {
        Schema schema = Schema.of(
                Field.of("id", StandardSQLTypeName.INT64),
                Field.of("amount", StandardSQLTypeName.NUMERIC),
                Field.newBuilder("tags", StandardSQLTypeName.STRING)
                        .setMode(Field.Mode.REPEATED)
                        .build(),
                Field.newBuilder(
                                "lines",
                                StandardSQLTypeName.STRUCT,
                                Field.of("sku", StandardSQLTypeName.STRING),
                                Field.of("n", StandardSQLTypeName.INT64))
                        .setMode(Field.Mode.REPEATED)
                        .build(),
                Field.of("extra", StandardSQLTypeName.JSON));
        String good = local.objects()
                .put(
                        "j/0.json",
                        "{\"id\": 1, \"amount\": \"1.5\", \"tags\": [\"a\"], \"lines\": [{\"sku\": \"x\", \"n\": \"3\"}],"
                                + " \"extra\": {\"k\": 1}}\n{\"id\": \"2\", \"tags\": null}\n");
        LoadJobConfiguration.Builder configuration = LoadJobConfiguration.newBuilder(
                        LocalBigQuery.table("json"), List.of(good), FormatOptions.json())
                .setSchema(schema);
        Job job = local.run("json_1", configuration.build());
        assertThat(job.getStatus().getError()).isNull();
        List<FieldValueList> rows = local.rows("json");
        assertThat(rows.get(0)
                        .get("lines")
                        .getRepeatedValue()
                        .get(0)
                        .getRecordValue()
                        .get(1)
                        .getLongValue())
                .isEqualTo(3);
        assertThat(rows.get(0).get("extra").getStringValue()).contains("\"k\"");
        assertThat(rows.get(1).get("id").getLongValue()).isEqualTo(2);
        assertThat(rows.get(1).get("tags").getRepeatedValue()).isEmpty();
        assertThat(rows.get(1).get("extra").isNull()).isTrue();
        String unknown = local.objects().put("j/1.json", "{\"id\": 1, \"lines\": [{\"surprise\": 1}]}\n");
        Job refused = local.run(
                "json_2", configuration.setSourceUris(List.of(unknown)).build());
        assertThat(refused.getStatus().getError().getMessage()).contains("No such field: lines.surprise");
        assertThat(local.rows("json")).hasSize(2);
    }

    private byte[] parquet(String select) throws SQLException, IOException {
        Path file = folder.resolve("made.parquet");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            statement.execute("COPY (" + select + ") TO '" + file + "' (FORMAT parquet)");
        }
        return Files.readAllBytes(file);
    }

    private static LoadJobConfiguration parquetInto(String table, String... uris) {
        ParquetOptions options =
                ParquetOptions.newBuilder().setEnableListInference(true).build();
        return LoadJobConfiguration.newBuilder(LocalBigQuery.table(table), List.of(uris), options)
                .setDecimalTargetTypes(List.of("NUMERIC", "BIGNUMERIC", "STRING"))
                .build();
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
