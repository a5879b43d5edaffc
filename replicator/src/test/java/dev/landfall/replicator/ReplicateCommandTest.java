package dev.landfall.replicator;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.Storage;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.landfall.gcp.client.CloudClients;
import dev.landfall.localcloud.LocalCloud;
import dev.landfall.replicator.run.RunSettings;
import dev.landfall.replicator.source.jdbc.StandInHive;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command as a person runs it, against the wire of the local cloud. */
@SuppressWarnings("NullAway.Init")
final class ReplicateCommandTest {
    @TempDir
    Path folder;

    private StandInHive hive;
    private LocalCloud cloud;
    private CloudClients clients;
    private Storage storage;
    private Path pipeline;
    private final Map<String, String> environment = new HashMap<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @BeforeEach
    void start() throws IOException {
        hive = new StandInHive(folder);
        hive.execute(
                "CREATE TABLE db.orders (id BIGINT, amount DECIMAL(18, 2), updated_at TIMESTAMP(9))",
                "INSERT INTO db.orders SELECT x, x / 100.0, TIMESTAMP '2026-01-01 00:00:00' FROM SYSTEM_RANGE(1, 5000) AS numbers (x)");
        cloud = LocalCloud.builder().bucket("lake-landing").start();
        environment.putAll(cloud.environment());
        environment.put("LANDFALL_PROJECT", cloud.project());
        environment.put("LANDFALL_LOCATION", cloud.location());
        clients = CloudClients.of(environment);
        storage = clients.storage();
        Files.createDirectories(folder.resolve("staging"));
        pipeline = Files.writeString(
                folder.resolve("pipeline.yaml"), """
                version: 1
                landing: gs://lake-landing
                state: ./state
                connections:
                  warehouse: { kind: hive, url: "%s", user: sa, drivers: ./drivers }
                  lake: { kind: hdfs, uri: "file:///" }
                tables:
                  - target: sales.orders
                    source: { connection: warehouse, table: db.orders, watermark: { column: updated_at } }
                    format: parquet
                    mode: merge
                    keys: [id]
                    order: [updated_at]
                  - target: sales.events
                    source: { connection: lake, directory: %s, format: avro }
                    mode: append
                """.formatted(hive.config().url(), folder.resolve("staging")));
    }

    @AfterEach
    void stop() {
        clients.close();
        cloud.close();
        hive.close();
    }

    @Test
    void deliversOnceAndSaysSo() throws IOException {
        Files.writeString(folder.resolve("staging/part-0"), "not really Avro");
        Files.writeString(folder.resolve("staging/part-1._COPYING_"), "half");

        assertThat(run()).as(errors.toString()).isZero();

        List<String> names = names();
        assertThat(names).hasSize(4);
        assertThat(names.get(0)).matches("landing/sales/events/seq=\\d{16}/_manifest.json");
        assertThat(names.get(1)).matches("landing/sales/events/seq=\\d{16}/part-00000.avro");
        assertThat(names.get(2)).matches("landing/sales/orders/seq=\\d{16}/_manifest.json");
        assertThat(names.get(3)).matches("landing/sales/orders/seq=\\d{16}/part-00000.parquet");
        assertThat(content(names.get(1))).isEqualTo("not really Avro");
        assertThat(out.toString())
                .contains("sales.orders: delivered [beginning, 2")
                .contains(": 1 file(s), 5000 row(s), ")
                .contains("sales.events: delivered 1 file(s): 1 file(s), 0.0 KiB")
                .contains("2 table(s): 2 delivered, 0 with nothing new, 0 failed; 2 file(s), ");

        hive.execute("INSERT INTO db.orders VALUES (6000, 1, current_timestamp)");
        out.getBuffer().setLength(0);
        assertThat(run()).isZero();
        assertThat(names()).hasSize(6);
        assertThat(out.toString()).contains("1 file(s), 1 row(s), ").contains("sales.events: nothing new");
        assertThat(folder.resolve("state/spool/sales.orders")).isEmptyDirectory();
    }

    @Test
    void aLimitedBandwidthDeliversTheSame() {
        assertThat(run("--bandwidth", "0.5", "--table", "sales.orders")).isZero();

        assertThat(out.toString()).contains(": 1 file(s), 5000 row(s), ");
        assertThat(run("--bandwidth", "0")).isEqualTo(2);
        assertThat(errors.toString()).contains("--bandwidth: A bandwidth is more than 0 bytes per second, not 0");
    }

    @Test
    void manifestAndMetadataExplainTheObjects() {
        run();

        List<String> names = names();
        JsonObject manifest = JsonParser.parseString(content(names.get(0))).getAsJsonObject();
        Blob part = storage.get(BlobId.of("lake-landing", names.get(1)));
        JsonObject file = manifest.getAsJsonArray("files").get(0).getAsJsonObject();
        assertThat(manifest.get("rows").getAsLong()).isEqualTo(5000);
        assertThat(manifest.get("query").getAsString()).startsWith("SELECT `src`.`id`, `src`.`amount`, CAST(");
        assertThat(file.get("name").getAsString()).isEqualTo(part.getName());
        assertThat(file.get("generation").getAsLong()).isEqualTo(part.getGeneration());
        assertThat(file.get("size").getAsLong()).isEqualTo(part.getSize());
        assertThat(file.get("crc32c").getAsString()).isEqualTo(part.getCrc32c());
        assertThat(manifest.getAsJsonObject("schema").get("type").getAsString()).isEqualTo("record");
        assertThat(part.getMetadata())
                .containsEntry("landfall-rows", "5000")
                .containsEntry("landfall-delta", manifest.get("delta").getAsString());
    }

    @Test
    void jsonIsOneDocument() {
        assertThat(run("--json", "--table", "sales.orders")).isZero();

        JsonObject table = JsonParser.parseString(out.toString())
                .getAsJsonObject()
                .getAsJsonArray("tables")
                .get(0)
                .getAsJsonObject();
        assertThat(table.get("table").getAsString()).isEqualTo("sales.orders");
        assertThat(table.get("state").getAsString()).isEqualTo("DELIVERED");
        assertThat(table.get("files").getAsInt()).isEqualTo(1);
        assertThat(table.get("rows").getAsLong()).isEqualTo(5000);
    }

    @Test
    void aDryRunShowsTheQueryAndUploadsNothing() {
        assertThat(run("--dry-run", "--table", "sales.orders")).isZero();

        assertThat(out.toString())
                .contains("sales.orders: would deliver [beginning, ")
                .contains("FROM `db`.`orders`");
        assertThat(names()).isEmpty();
    }

    @Test
    void aTableThatFailsDoesNotStopTheOthers() throws IOException {
        hive.execute("DROP TABLE db.orders");
        Files.writeString(folder.resolve("staging/part-0"), "rows");

        assertThat(run()).isEqualTo(1);

        assertThat(out.toString())
                .contains("sales.orders: FAILED: Could not read table db.orders on connection warehouse")
                .contains("sales.events: delivered 1 file(s)");
    }

    @Test
    void anotherBucketThatIsNotThereIsAFailureWithItsName() throws IOException {
        Files.writeString(pipeline, Files.readString(pipeline).replace("gs://lake-landing", "gs://no-such-bucket"));

        assertThat(run()).isEqualTo(1);
        assertThat(out.toString()).contains("Could not upload gs://no-such-bucket/landing/sales/orders/seq=");
    }

    @Test
    void wrongUseIsExitCodeTwo() throws IOException {
        assertThat(run("--table", "sales.order")).isEqualTo(2);
        assertThat(errors.toString()).contains("has no table sales.order; it has: sales.orders, sales.events");

        assertThat(run("--no-such-option")).isEqualTo(2);

        environment.remove("LANDFALL_PROJECT");
        assertThat(run()).isEqualTo(2);
        assertThat(errors.toString()).contains("LANDFALL_PROJECT");

        Files.writeString(pipeline, "version: 1\nlandign: x\n");
        assertThat(run()).isEqualTo(2);
        assertThat(errors.toString()).contains("pipeline.yaml:2: unknown key 'landign' in a pipeline; did you mean");
    }

    private int run(String... options) {
        List<String> arguments = new ArrayList<>(List.of("--pipeline", pipeline.toString()));
        arguments.addAll(List.of(options));
        return new CommandLine(new ReplicateCommand(
                        environment,
                        Clock.systemUTC(),
                        new RunSettings(1_000_000, 2, 10_000_000, Duration.ofSeconds(60))))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(errors, true))
                .execute(arguments.toArray(String[]::new));
    }

    private List<String> names() {
        return storage.list("lake-landing")
                .streamAll()
                .map(Blob::getName)
                .sorted()
                .toList();
    }

    private String content(String name) {
        return new String(storage.readAllBytes(BlobId.of("lake-landing", name)), StandardCharsets.UTF_8);
    }
}
