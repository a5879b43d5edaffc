package dev.landfall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.storage.Storage;
import dev.landfall.core.failure.ErrorDetail;
import dev.landfall.core.ledger.FileRecord;
import dev.landfall.core.ledger.LandedObject;
import dev.landfall.core.ledger.Ledger;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TableSpec;
import dev.landfall.gcp.client.CloudClients;
import dev.landfall.gcp.firestore.FirestoreLedgerStore;
import dev.landfall.localcloud.LocalCloud;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Runs the commands against the local cloud and looks at what they print and at what they did. */
class OperatorCommandsTest {
    private static final TableId ORDERS = TableId.of("sales", "orders");

    @SuppressWarnings("NullAway.Init")
    private static LocalCloud cloud;

    @SuppressWarnings("NullAway.Init")
    private static Map<String, String> environment;

    @TempDir
    Path directory;

    record Outcome(int status, String out, String errors) {}

    @BeforeAll
    static void start() throws IOException {
        cloud = LocalCloud.builder().bucket("landing").start();
        environment = new HashMap<>(cloud.environment());
        environment.put("LANDFALL_PROJECT", cloud.project());
        environment.put("LANDFALL_LOCATION", cloud.location());
        environment.put("LANDFALL_LANDING", "gs://landing");
        try (CloudClients clients = CloudClients.of(environment)) {
            Ledger ledger = new Ledger(new FirestoreLedgerStore(clients.firestore()), Clock.systemUTC());
            ledger.apply(TableSpec.merge(ORDERS, List.of(new ColumnName("id")), List.of()));
            LandedObject object = new LandedObject("landing", "landing/sales/orders/empty.avro", 7, 0, null);
            ErrorDetail error = new ErrorDetail("empty_file", "The file has no byte in it", "Write it again");
            ledger.record(FileRecord.rejected(object, ORDERS, error, Instant.now()));
        }
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    @Test
    void statusShowsTablesAndEveryFailureWithItsReasonAndAdvice() {
        Outcome outcome = run(environment, "status");
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.out())
                .contains("sales.orders")
                .contains("REJECTED  gs://landing/landing/sales/orders/empty.avro")
                .contains("empty_file: The file has no byte in it")
                .contains("Write it again");
    }

    @Test
    void statusIsJsonOnRequest() {
        Outcome outcome = run(environment, "status", "--table", "sales.orders", "--json");
        assertThat(outcome.out().lines())
                .first()
                .asString()
                .startsWith("{\"table\":\"sales.orders\"")
                .contains("\"failed\":1")
                .contains("\"REJECTED\":1");
    }

    @Test
    void dropPutsTheFileWhereTheLoaderFindsItAndNeverTwice() throws IOException {
        Path file = Files.writeString(directory.resolve("rows.csv"), "id\n1\n");

        Outcome first = run(environment, "drop", file.toString(), "sales.orders");
        Outcome second = run(environment, "drop", file.toString(), "sales.orders");

        assertThat(first.status()).as(first.errors()).isZero();
        try (CloudClients clients = CloudClients.of(environment)) {
            Storage storage = clients.storage();
            assertThat(storage.readAllBytes("landing", "landing/sales/orders/rows.csv"))
                    .asString()
                    .isEqualTo("id\n1\n");
        }
        assertThat(second.status()).isEqualTo(2);
        assertThat(second.errors()).contains("is there already", "--replace");
    }

    @Test
    void aTableThatIsNoTableIsRefusedBeforeAnythingIsUploaded() {
        Outcome outcome = run(environment, "drop", "rows.csv", "sales");
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.errors()).contains("'sales' does not name a table");
    }

    @Test
    void queryPrintsRows() {
        Outcome outcome =
                run(environment, "query", "SELECT 1 AS one, NULL AS nothing UNION ALL SELECT 2, 'x' ORDER BY 1");
        assertThat(outcome.status()).as(outcome.errors()).isZero();
        assertThat(outcome.out().lines().map(String::strip)).contains("one  nothing", "1  NULL", "2  x");
    }

    @Test
    void aQueryThatBigQueryRefusesIsRefusedInItsWords() {
        Outcome outcome = run(environment, "query", "SELECT nope FROM sales.nothing");
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.errors()).contains("BigQuery refused the query: Not found: Dataset");
    }

    @Test
    void specApplyWritesTheSpecAndSaysSo() throws IOException {
        Path pipeline = Files.writeString(directory.resolve("pipeline.yaml"), """
                version: 1
                landing: gs://landing
                state: ./state
                connections:
                  lake: { kind: hdfs, uri: "hdfs://namenode:8020" }
                tables:
                  - target: sales.customer
                    source: { connection: lake, directory: /staging/customer, format: avro }
                    mode: merge
                    keys: [customer_id]
                """);
        Outcome outcome = run(environment, "spec", "apply", "--pipeline", pipeline.toString());
        assertThat(outcome.status()).as(outcome.errors()).isZero();
        assertThat(outcome.out()).contains("applied sales.customer: merge by [customer_id]");
        assertThat(run(environment, "status").out()).contains("sales.customer");
        assertThat(run(environment, "spec", "show", "sales.customer", "--json").out())
                .contains("\"target\":\"sales.customer\"", "\"keys\":[\"customer_id\"]");
        assertThat(run(environment, "spec", "show", "sales.nobody").status()).isEqualTo(1);
        Outcome before = run(environment, "spec", "check", "--pipeline", pipeline.toString());
        assertThat(before.status()).as(before.errors()).isZero();
        assertThat(before.out()).contains("ok     sales.customer", "has no target yet");
        run(environment, "query", "CREATE SCHEMA sales");
        run(environment, "query", "CREATE TABLE sales.customer (customer_id FLOAT64)");
        Outcome after = run(environment, "spec", "check", "--pipeline", pipeline.toString());
        assertThat(after.status()).isEqualTo(1);
        assertThat(after.out()).contains("ERROR  sales.customer", "Column customer_id of sales.customer is FLOAT64");
    }

    @Test
    void withoutADeploymentTheMessageNamesTheVariable() {
        Outcome outcome = run(Map.of(), "status");
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.errors()).contains("LANDFALL_PROJECT");
    }

    static Outcome run(Map<String, String> environment, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter errors = new StringWriter();
        CommandLine landfall =
                new CommandLine(CommandLine.Model.CommandSpec.create().name("landfall"));
        OperatorCommands.addTo(landfall, environment);
        landfall.setExecutionExceptionHandler(OperatorCommands.errors());
        landfall.setOut(new PrintWriter(out)).setErr(new PrintWriter(errors));
        int status = landfall.execute(arguments);
        landfall.getErr().flush();
        landfall.getOut().flush();
        return new Outcome(status, out.toString(), errors.toString());
    }
}
