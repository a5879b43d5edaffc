package dev.landfall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.bigquery.DatasetInfo;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.Storage;
import dev.landfall.cli.OperatorCommandsTest.Outcome;
import dev.landfall.core.failure.ErrorDetail;
import dev.landfall.core.ledger.BatchState;
import dev.landfall.core.ledger.FileRecord;
import dev.landfall.core.ledger.FileState;
import dev.landfall.core.ledger.LandedObject;
import dev.landfall.core.ledger.Ledger;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TableSpec;
import dev.landfall.gcp.client.CloudClients;
import dev.landfall.gcp.firestore.FirestoreLedgerStore;
import dev.landfall.localcloud.LocalCloud;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files that ended badly are found, explained and taken up again, over the wire. */
class FilesAndRetryTest {
    private static final TableId ORDERS = TableId.of("sales", "orders");
    private static final ErrorDetail UNKNOWN = new ErrorDetail("unknown_table", "no such table", "apply a spec");

    @SuppressWarnings("NullAway.Init")
    private static LocalCloud cloud;

    private static int databases;

    @SuppressWarnings("NullAway.Init")
    private CloudClients clients;

    @SuppressWarnings("NullAway.Init")
    private Ledger ledger;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeAll
    static void startCloud() throws IOException {
        cloud = LocalCloud.builder().bucket("landing").topic("landfall-merge").start();
        try (CloudClients clients = new CloudClients(cloud.project(), cloud.location(), "none", cloud.environment())) {
            clients.bigQuery().create(DatasetInfo.of("staging"));
            clients.bigQuery().create(DatasetInfo.of("sales"));
        }
    }

    @AfterAll
    static void stopCloud() {
        cloud.close();
    }

    /** Each test has a ledger of its own. */
    @BeforeEach
    void start() {
        databases++;
        environment.put("LANDFALL_FIRESTORE_DATABASE", "ledger" + databases);
        environment.putAll(cloud.environment());
        environment.put("LANDFALL_PROJECT", cloud.project());
        environment.put("LANDFALL_LOCATION", cloud.location());
        environment.put("LANDFALL_LANDING", "gs://landing");
        environment.put("LANDFALL_STAGING_DATASET", "staging");
        environment.put("LANDFALL_MERGE_TOPIC", "landfall-merge");
        clients = CloudClients.of(environment);
        ledger = new Ledger(new FirestoreLedgerStore(clients.firestore()), Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        clients.close();
    }

    @Test
    void aRejectedFileIsLoadedOnceItsTableIsKnown() {
        FileRecord file = rejected("landing/sales/orders/rows.json");

        Outcome before = landfall("retry", "--reason", "unknown_table");
        assertThat(before.status()).isEqualTo(1);
        assertThat(before.out()).contains("is refused today, too", "has no spec and no target");

        landfall("query", "CREATE TABLE sales.orders (id INT64, _landfall_sequence INT64)");
        ledger.apply(TableSpec.merge(ORDERS, List.of(new ColumnName("id")), List.of()));
        Outcome dry = landfall("retry", "--reason", "unknown_table", "--dry-run");
        assertThat(dry.status()).isZero();
        assertThat(dry.out()).contains("would be taken up");
        assertThat(ledger.file(file.id()).orElseThrow().state()).isEqualTo(FileState.REJECTED);

        Outcome retried = landfall("retry", "gs://landing/landing/sales/orders/rows.json");
        assertThat(retried.status()).as(retried.out() + retried.errors()).isZero();
        FileRecord staged = ledger.file(file.id()).orElseThrow();
        assertThat(staged.state()).isEqualTo(FileState.STAGED);
        assertThat(ledger.batches(ORDERS, BatchState.STAGED, 10)).hasSize(1);
        Outcome files = landfall("files", "--table", "sales.orders", "--history");
        assertThat(files.out())
                .contains("REJECTED  unknown_table: ", "LANDED", "job landfall_load_sales-orders_", "1 file");
        assertThat(landfall("status").out()).contains("staged rows wait for the merge function");
    }

    @Test
    void aFileWhoseVersionIsNotLiveIsLeftAsItIs() {
        ledger.apply(TableSpec.merge(ORDERS, List.of(new ColumnName("id")), List.of()));
        FileRecord old = rejected("landing/sales/orders/again.json");
        FileRecord gone = rejected("landing/sales/orders/gone.json");
        put("landing/sales/orders/again.json");
        clients.storage().delete("landing", "landing/sales/orders/gone.json");

        Outcome outcome = landfall("retry", "--all", "--json");

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.out()).contains("\"outcome\":\"OVERWRITTEN\"", "\"outcome\":\"GONE\"");
        for (FileRecord file : List.of(old, gone)) {
            assertThat(ledger.file(file.id()).orElseThrow().state()).isEqualTo(FileState.REJECTED);
        }
    }

    @Test
    void twoSweepsAtOnceLoadALostObjectOnceAndKeepYoungStagingTables() throws Exception {
        TableId people = TableId.of("sales", "people");
        landfall("query", "CREATE TABLE sales.people (id INT64, _landfall_sequence INT64)");
        landfall("query", "CREATE TABLE staging.sales__people__0123456789ab_000009 (id INT64)");
        ledger.apply(TableSpec.merge(people, List.of(new ColumnName("id")), List.of()));
        LandedObject lost = put("landing/sales/people/lost.json");

        Outcome dry = landfall("sweep", "--dry-run", "--older-than", "0s");
        assertThat(dry.status()).isEqualTo(1);
        assertThat(dry.out()).contains("FOUND  LOST_EVENT  gs://landing/landing/sales/people/lost.json");
        assertThat(ledger.file(lost.id())).isEmpty();

        CompletableFuture<Outcome> other =
                CompletableFuture.supplyAsync(() -> landfall("sweep", "--older-than", "0s", "--json"));
        Outcome one = landfall("sweep", "--older-than", "0s", "--json");
        assertThat(one.status()).as(one.out() + one.errors()).isZero();
        assertThat(other.get().status())
                .as(other.get().out() + other.get().errors())
                .isZero();
        FileRecord file = ledger.file(lost.id()).orElseThrow();
        assertThat(file.state()).isEqualTo(FileState.STAGED);
        assertThat(file.jobs()).hasSize(1);
        assertThat(landfall("query", "SELECT COUNT(*) FROM staging.sales__people__0123456789ab_000009")
                        .status())
                .as("a young staging table is somebody's, for all we know")
                .isZero();
        assertThat(landfall("sweep", "--older-than", "soon").status()).isEqualTo(2);
    }

    @Test
    void filesAreChosenByStateTableReasonAndTime() {
        rejected("landing/sales/orders/a.json");
        rejected("landing/sales/people/b.json");
        assertThat(landfall("files", "--state", "rejected").out()).contains("a.json", "b.json", "2 files");
        assertThat(landfall("files", "--table", "sales.orders", "--json").out().lines())
                .singleElement()
                .asString()
                .contains("\"reason\":\"unknown_table\"", "\"generation\":", "\"rejected\":\"");
        assertThat(landfall("files", "--reason", "empty_file").out()).isEqualToIgnoringNewLines("0 files");
        assertThat(landfall("files", "--since", "2100-01-01T00:00:00Z").out()).isEqualToIgnoringNewLines("0 files");
        assertThat(landfall("files", "--since", "1h", "--state", "MERGED").out())
                .isEqualToIgnoringNewLines("0 files");
        assertThat(landfall("files", "--state", "BROKEN").errors()).contains("--state BROKEN", "REJECTED, FAILED");
        assertThat(landfall("files", "--since", "yesterday").errors()).contains("--since yesterday", "12h");
    }

    @Test
    void whatCannotBeMeantIsRefusedBeforeAnythingChanges() {
        assertThat(landfall("retry").errors()).contains("Say which files");
        assertThat(landfall("retry", "--state", "MERGED").errors()).contains("only FAILED and REJECTED");
        assertThat(landfall("retry", "gs://landing/nothing").errors()).contains("gs://landing/nothing");
        environment.remove("LANDFALL_MERGE_TOPIC");
        Outcome outcome = landfall("retry", "--all");
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.errors()).contains("LANDFALL_MERGE_TOPIC");
    }

    private FileRecord rejected(String name) {
        LandedObject object = put(name);
        TableId table = TableId.of("sales", name.split("/", -1)[2]);
        FileRecord file = FileRecord.rejected(object, table, UNKNOWN, Instant.now());
        ledger.record(file);
        return file;
    }

    private LandedObject put(String name) {
        Storage storage = clients.storage();
        byte[] rows = "{\"id\": 1}\n".getBytes(StandardCharsets.UTF_8);
        long generation = storage.create(BlobInfo.newBuilder("landing", name).build(), rows)
                .getGeneration();
        return new LandedObject("landing", name, generation, rows.length, null);
    }

    private Outcome landfall(String... arguments) {
        return OperatorCommandsTest.run(environment, arguments);
    }
}
