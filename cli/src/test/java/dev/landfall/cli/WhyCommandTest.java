package dev.landfall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.bigquery.DatasetInfo;
import dev.landfall.cli.OperatorCommandsTest.Outcome;
import dev.landfall.core.landing.FileEncoding;
import dev.landfall.core.landing.Layout;
import dev.landfall.core.ledger.BatchContent;
import dev.landfall.core.ledger.BatchRecord;
import dev.landfall.core.ledger.FileRecord;
import dev.landfall.core.ledger.LandedObject;
import dev.landfall.core.ledger.Lease;
import dev.landfall.core.ledger.LeaseKind;
import dev.landfall.core.ledger.Ledger;
import dev.landfall.core.ledger.Loadable;
import dev.landfall.core.ledger.MergeCounts;
import dev.landfall.core.ledger.MergeRecord;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.DatasetName;
import dev.landfall.core.table.Deletes;
import dev.landfall.core.table.FileFormat;
import dev.landfall.core.table.MergeRules;
import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TableSpec;
import dev.landfall.gcp.client.CloudClients;
import dev.landfall.gcp.firestore.FirestoreLedgerStore;
import dev.landfall.localcloud.LocalCloud;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A row's way is found back from the target to its files. */
class WhyCommandTest {
    private static final TableId ITEMS = TableId.of("sales", "items");

    @SuppressWarnings("NullAway.Init")
    private static LocalCloud cloud;

    private static final Map<String, String> ENVIRONMENT = new HashMap<>();

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        cloud = LocalCloud.builder().bucket("landing").start();
        ENVIRONMENT.putAll(cloud.environment());
        ENVIRONMENT.put("LANDFALL_PROJECT", cloud.project());
        ENVIRONMENT.put("LANDFALL_LOCATION", cloud.location());
        ENVIRONMENT.put("LANDFALL_STAGING_DATASET", "staging");
        try (CloudClients clients = CloudClients.of(ENVIRONMENT)) {
            clients.bigQuery().create(DatasetInfo.of("staging"));
            clients.bigQuery().create(DatasetInfo.of("sales"));
            Ledger ledger = new Ledger(new FirestoreLedgerStore(clients.firestore()), Clock.systemUTC());
            TableSpec spec = TableSpec.merge(ITEMS, List.of(new ColumnName("id"), new ColumnName("name")), List.of());
            MergeRules rules = MergeRules.DEFAULT;
            ledger.apply(spec.withMerge(new MergeRules(
                    new Deletes(new ColumnName("op"), Set.of("D"), Duration.ofDays(90)),
                    rules.nullKeys(),
                    rules.schema(),
                    rules.budgetBytes(),
                    rules.batchPriority())));
            ledger.apply(TableSpec.append(TableId.of("sales", "events")));
            merged(ledger, "older.avro", 100);
            merged(ledger, "made.avro", 200);
            merged(ledger, "newer.avro", 300);
        }
        sql("CREATE TABLE sales.items (id INT64, name STRING, price NUMERIC, _landfall_sequence INT64)");
        sql("INSERT INTO sales.items VALUES (1, 'a', 2.5, 200), (2, \"O'Brien, jr\", 1, NULL)");
        sql("CREATE TABLE staging.sales__items__tombstones"
                + " (id INT64, name STRING, _landfall_sequence INT64, _landfall_deleted_at TIMESTAMP)");
        sql("INSERT INTO staging.sales__items__tombstones VALUES (3, 'gone', 300, TIMESTAMP '2026-11-22 08:00:00+00')");
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    @Test
    void aRowLeadsToItsFileBatchAndJobsAndToThoseAroundIt() {
        Outcome outcome = landfall("why", "sales.items", "id=1,name=a");
        assertThat(outcome.status()).as(outcome.errors()).isZero();
        assertThat(outcome.out())
                .contains("The row: {\"id\":\"1\",\"name\":\"a\"")
                .containsSubsequence("made by", "made.avro  (sequence 200", "job landfall_load_sales-items_")
                .contains("job landfall_merge_sales-items_")
                .containsSubsequence("lost against it", "older.avro", "greater sequence", "newer.avro");
    }

    @Test
    void aDeletedKeyLeadsToItsTombstone() {
        Outcome outcome = landfall("why", "sales.items", "id=3", "name=gone", "--json");
        assertThat(outcome.status()).as(outcome.errors()).isZero();
        assertThat(outcome.out())
                .contains("\"kind\":\"tombstone\"", "newer.avro", "\"_landfall_deleted_at\":\"2026-11-22T08:00:00Z\"");
    }

    @Test
    void whatCannotBeKnownIsSaid() {
        assertThat(landfall("why", "sales.items", "id=2", "name=O'Brien, jr").out())
                .contains("nobody can say which file brought it");
        Outcome nothing = landfall("why", "sales.items", "id=9", "name=' OR TRUE --");
        assertThat(nothing.status()).isEqualTo(1);
        assertThat(nothing.out()).contains("No row of sales.items has the key", "no deletion of it is remembered");
        assertThat(landfall("why", "sales.events", "1").errors()).contains("mode append and no keys");
        assertThat(landfall("why", "sales.items", "1").errors()).contains("write sales.items's as id=VALUE,name=VALUE");
        assertThat(landfall("why", "sales.items", "id=1,nom=a").errors())
                .contains("The key of sales.items is [id, name]");
        assertThat(landfall("why", "sales.items", "id=x,name=a").errors()).contains("BigQuery refused to look for");
        assertThat(landfall("why", "sales.item", "1").errors()).contains("did you mean one of [sales.items");
    }

    private static void merged(Ledger ledger, String name, long sequence) {
        LandedObject object = new LandedObject("landing", "landing/sales/items/" + name, sequence, 10, null);
        Loadable loadable = new Loadable(
                new FileEncoding(FileFormat.AVRO, false), new Layout("landing/sales/items", List.of()), sequence);
        FileRecord file = FileRecord.landed(object, ITEMS, loadable, Instant.now());
        ledger.record(file);
        Lease loading = lease(ledger, LeaseKind.LOAD);
        BatchRecord batch = ledger.open(
                loading,
                new BatchContent(
                        List.of(file.id()), List.of(object.uri()), loadable.encoding(), loadable.layout(), sequence),
                new DatasetName("staging"));
        ledger.stage(loading, batch, 1);
        ledger.release(loading);
        Lease merging = lease(ledger, LeaseKind.MERGE);
        MergeRecord merge = ledger.merges().begin(merging, List.of(batch.id()));
        ledger.merges().takeFiles(merging, batch, merge.job(ITEMS));
        ledger.merges().finish(merging, merge, MergeCounts.NONE);
        ledger.release(merging);
    }

    private static Lease lease(Ledger ledger, LeaseKind kind) {
        return ledger.acquire(ITEMS, kind, "test", Duration.ofMinutes(1)).orElseThrow();
    }

    private static void sql(String statement) {
        Outcome outcome = landfall("query", statement);
        assertThat(outcome.status()).as(statement + outcome.errors()).isZero();
    }

    private static Outcome landfall(String... arguments) {
        return OperatorCommandsTest.run(ENVIRONMENT, arguments);
    }
}
