package dev.landfall.endtoend.hive;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.bigquery.DatasetInfo;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.TableResult;
import com.google.cloud.storage.Blob;
import dev.landfall.core.landing.FileEncoding;
import dev.landfall.core.table.CsvOptions;
import dev.landfall.core.table.FileFormat;
import dev.landfall.core.table.TableId;
import dev.landfall.core.warehouse.LoadJob;
import dev.landfall.endtoend.tpch.SandboxForTest;
import dev.landfall.gcp.bigquery.BigQueryWarehouse;
import dev.landfall.gcp.client.CloudClients;
import dev.landfall.localcloud.LocalCloud;
import dev.landfall.replicator.ReplicateCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Every type that docs/types.md carries, from a real Hive by the replicator into BigQuery's types, edge by edge. */
final class HiveTypesIT {
    private static final String NINES = "9".repeat(38);

    /** A Hive type, a HiveQL expression, BigQuery's type, a GoogleSQL expression that makes text of column {@code c}. */
    private record Edge(String hive, String value, String bigQuery, String asText, String expected) {}

    private static final String PLAIN = "CAST(c AS STRING)";
    private static final String MICROS = "FORMAT_TIMESTAMP('%Y-%m-%d %H:%M:%E6S', c, 'UTC')";

    private static final List<Edge> EDGES = List.of(
            new Edge("boolean", "true", "BOOLEAN", PLAIN, "true"),
            new Edge("tinyint", "cast(-128 AS tinyint)", "INTEGER", PLAIN, "-128"),
            new Edge("smallint", "cast(-32768 AS smallint)", "INTEGER", PLAIN, "-32768"),
            new Edge("int", "-2147483648", "INTEGER", PLAIN, "-2147483648"),
            new Edge("bigint", "cast('-9223372036854775808' AS bigint)", "INTEGER", PLAIN, "-9223372036854775808"),
            new Edge("float", "cast(0.1 AS float)", "FLOAT", "CAST(c = 0.10000000149011612 AS STRING)", "true"),
            new Edge("float", "cast('NaN' AS float)", "FLOAT", "CAST(IS_NAN(c) AS STRING)", "true"),
            new Edge("double", "cast('-Infinity' AS double)", "FLOAT", "CAST(IS_INF(c) AND c < 0 AS STRING)", "true"),
            new Edge("double", "cast(4.9E-324 AS double)", "FLOAT", "CAST(c > 0 AND c < 1e-300 AS STRING)", "true"),
            new Edge("decimal(12,2)", "cast('-9999999999.99' AS decimal(12,2))", "NUMERIC", PLAIN, "-9999999999.99"),
            new Edge(
                    "decimal(38,9)",
                    "cast('-" + NINES.substring(9) + "." + NINES.substring(29) + "' AS decimal(38,9))",
                    "NUMERIC",
                    PLAIN,
                    "-" + NINES.substring(9) + "." + NINES.substring(29)),
            new Edge("decimal(38,38)", "cast('0." + NINES + "' AS decimal(38,38))", "BIGNUMERIC", PLAIN, "0." + NINES),
            new Edge("decimal(38,0)", "cast('" + NINES + "' AS decimal(38,0))", "BIGNUMERIC", PLAIN, NINES),
            new Edge("string", "'é€'", "STRING", "c", "é€"),
            new Edge("string", "''", "STRING", "CONCAT('<', c, '>')", "<>"),
            new Edge("char(5)", "cast('ab' AS char(5))", "STRING", "CONCAT('<', c, '>')", "<ab>"),
            new Edge("varchar(3)", "cast('a b' AS varchar(3))", "STRING", "c", "a b"),
            new Edge("binary", "unhex('00ff')", "BYTES", "TO_HEX(c)", "00ff"),
            new Edge("date", "date '9999-12-31'", "DATE", PLAIN, "9999-12-31"),
            new Edge("date", "date '1582-10-15'", "DATE", PLAIN, "1582-10-15"),
            new Edge(
                    "timestamp",
                    "timestamp '2026-03-29 02:30:00.123456789'",
                    "TIMESTAMP",
                    MICROS,
                    "2026-03-29 02:30:00.123456"),
            new Edge(
                    "timestamp",
                    "timestamp '9999-12-31 23:59:59.999999'",
                    "TIMESTAMP",
                    MICROS,
                    "9999-12-31 23:59:59.999999"));

    @TempDir
    Path folder;

    @Test
    @Timeout(400)
    void everyTypeAndItsEdgesArriveInBigQuery() throws Exception {
        try (SandboxForTest sandbox = SandboxForTest.start(Files.createDirectories(folder.resolve("sandbox")));
                LocalCloud cloud = LocalCloud.builder().bucket("types-landing").start()) {
            create(sandbox);
            Map<String, String> environment = new HashMap<>(cloud.environment());
            environment.put("LANDFALL_PROJECT", cloud.project());
            environment.put("LANDFALL_LOCATION", cloud.location());
            replicate(sandbox, environment);
            try (CloudClients clients = CloudClients.of(environment)) {
                clients.bigQuery().create(DatasetInfo.of("types"));
                for (FileFormat format : List.of(FileFormat.AVRO, FileFormat.PARQUET)) {
                    load(clients, format);
                    check(clients, format);
                }
            }
        }
    }

    private static void create(SandboxForTest sandbox) throws Exception {
        List<String> columns = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (int i = 0; i < EDGES.size(); i++) {
            columns.add("c" + i + " " + EDGES.get(i).hive());
            values.add(EDGES.get(i).value());
        }
        try (Connection connection = sandbox.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE every_type (id int, " + String.join(", ", columns)
                    + ", updated_at timestamp) STORED AS ORC");
            statement.execute("INSERT INTO every_type SELECT 1, " + String.join(", ", values)
                    + ", timestamp '2026-01-01 00:00:00'");
            statement.execute("INSERT INTO every_type (id, updated_at) VALUES (2, timestamp '2026-01-01 00:00:00')");
        }
    }

    private void replicate(SandboxForTest sandbox, Map<String, String> environment) throws Exception {
        Path pipeline = Files.writeString(folder.resolve("pipeline.yaml"), """
                version: 1
                landing: gs://types-landing
                state: ./state
                connections:
                  warehouse: { kind: hive, url: "%s", user: root, drivers: %s }
                tables:
                  - target: types.avro
                    source: { connection: warehouse, table: default.every_type, watermark: { column: updated_at } }
                    mode: merge
                    keys: [id]
                  - target: types.parquet
                    source: { connection: warehouse, table: default.every_type, watermark: { column: updated_at } }
                    format: parquet
                    mode: merge
                    keys: [id]
                """.formatted(
                        sandbox.url(), SandboxForTest.driverFolder().toAbsolutePath()));
        StringWriter out = new StringWriter();
        int exit = new CommandLine(new ReplicateCommand(environment))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true))
                .execute("--pipeline", pipeline.toString());
        assertThat(exit).as(out.toString()).isZero();
    }

    /** With the options that the loader function uses. */
    private static void load(CloudClients clients, FileFormat format) {
        List<String> uris = clients.storage()
                .list("types-landing")
                .streamAll()
                .map(Blob::getName)
                .filter(name -> name.endsWith("." + format.word()))
                .map(name -> "gs://types-landing/" + name)
                .toList();
        BigQueryWarehouse warehouse =
                new BigQueryWarehouse(clients.bigQuery(), clients.project(), clients.location(), Clock.systemUTC());
        String job = "landfall_load_types_" + format.word();
        warehouse.submit(new LoadJob(
                job,
                TableId.of("types", format.word()),
                uris,
                new FileEncoding(format, false),
                CsvOptions.DEFAULT,
                null,
                List.of(),
                "gs://types-landing/landing/types/" + format.word()));
        assertThat(warehouse.await(job, Instant.now().plus(Duration.ofMinutes(1))))
                .hasValueSatisfying(outcome -> assertThat(outcome.toString()).doesNotContain("Failed"));
    }

    private static void check(CloudClients clients, FileFormat format) throws InterruptedException {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < EDGES.size(); i++) {
            texts.add(EDGES.get(i).asText().replaceAll("\\bc\\b", "c" + i) + " AS t" + i);
        }
        String table = "`types`.`" + format.word() + "`";
        TableResult rows = clients.bigQuery()
                .query(QueryJobConfiguration.of(
                        "SELECT " + String.join(", ", texts) + " FROM " + table + " WHERE id = 1"));
        FieldValueList row = rows.iterateAll().iterator().next();
        TableResult nulls =
                clients.bigQuery().query(QueryJobConfiguration.of("SELECT * FROM " + table + " WHERE id = 2"));
        FieldValueList empty = nulls.iterateAll().iterator().next();
        for (int i = 0; i < EDGES.size(); i++) {
            Edge edge = EDGES.get(i);
            Field field = Objects.requireNonNull(nulls.getSchema()).getFields().get("c" + i);
            assertThat(field.getType().name()).as("%s %s", format, edge).isEqualTo(edge.bigQuery());
            assertThat(row.get(i).getStringValue()).as("%s %s", format, edge).isEqualTo(edge.expected());
            assertThat(empty.get("c" + i).isNull())
                    .as("NULL in %s %s", format, edge)
                    .isTrue();
        }
    }
}
