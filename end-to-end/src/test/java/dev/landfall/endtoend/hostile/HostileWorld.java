package dev.landfall.endtoend.hostile;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.DatasetInfo;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.TableResult;
import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.Storage;
import com.google.gson.JsonObject;
import dev.landfall.core.failure.LaterException;
import dev.landfall.core.ledger.BatchState;
import dev.landfall.core.ledger.FileId;
import dev.landfall.core.ledger.FileRecord;
import dev.landfall.core.ledger.Lease;
import dev.landfall.core.ledger.LeaseKind;
import dev.landfall.core.ledger.Ledger;
import dev.landfall.core.status.TransitionLog;
import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TableSpec;
import dev.landfall.core.warehouse.Warehouse;
import dev.landfall.gcp.bigquery.BigQueryWarehouse;
import dev.landfall.gcp.client.CloudClients;
import dev.landfall.gcp.firestore.FirestoreLedgerStore;
import dev.landfall.gcp.storage.CloudStorageBucket;
import dev.landfall.loader.LoaderFunction;
import dev.landfall.loader.LoaderOnPorts;
import dev.landfall.localcloud.LocalCloud;
import dev.landfall.merger.MergeFunction;
import dev.landfall.merger.MergerOnPorts;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** One local cloud and both functions over its wire, in this process. */
final class HostileWorld implements AutoCloseable {
    private static final String PROJECT = "landfall-local";
    private static final String BUCKET = "landing";
    private static final int DELIVERIES = 8;

    private final LocalCloud cloud;
    private final CloudClients clients;
    private final Storage storage;
    private final BigQuery bigQuery;
    private final Ledger ledger;
    private final LoaderFunction loader;
    private final MergeFunction merger;
    private final Map<String, FileId> files = new HashMap<>();
    private final List<String> later = new ArrayList<>();
    private int events;

    HostileWorld() throws IOException {
        cloud = LocalCloud.builder()
                .project(PROJECT)
                .location("US")
                .bucket(BUCKET)
                .start();
        clients = new CloudClients(PROJECT, "US", "(default)", cloud.environment());
        storage = clients.storage();
        bigQuery = clients.bigQuery();
        bigQuery.create(DatasetInfo.newBuilder("sales").build());
        bigQuery.create(DatasetInfo.newBuilder("staging").build());
        FirestoreLedgerStore store = new FirestoreLedgerStore(clients.firestore());
        Warehouse warehouse = new BigQueryWarehouse(bigQuery, PROJECT, "US", Clock.systemUTC());
        ledger = new Ledger(store, Clock.systemUTC());
        TransitionLog log =
                new TransitionLog(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        loader = LoaderOnPorts.of(
                Map.of(
                        "LANDFALL_STAGING_DATASET", "staging",
                        "LANDFALL_MERGE_TOPIC", "landfall-merge",
                        "LANDFALL_DATASETS", "sales"),
                store,
                warehouse,
                new CloudStorageBucket(clients.storageJson(), BUCKET),
                table -> {},
                Clock.systemUTC(),
                log);
        merger = MergerOnPorts.of(Duration.ofMinutes(1), store, warehouse, Clock.systemUTC(), log);
    }

    void apply(TableSpec spec) {
        ledger.apply(spec);
    }

    /** Puts the object into the bucket, and sends its event once. */
    void land(HostileCase hostile) {
        String name = hostile.name();
        if (!hostile.content().stored()) {
            send(name, 1, 100);
            return;
        }
        Blob blob = storage.create(
                BlobInfo.newBuilder(BUCKET, name).build(), hostile.content().orNone());
        send(name, Objects.requireNonNull(blob.getGeneration()), Objects.requireNonNull(blob.getSize()));
    }

    private void send(String name, long generation, long size) {
        files.put(name, FileId.of(BUCKET, name, generation));
        JsonObject json = new JsonObject();
        json.addProperty("bucket", BUCKET);
        json.addProperty("name", name);
        json.addProperty("generation", String.valueOf(generation));
        json.addProperty("size", String.valueOf(size));
        CloudEvent event = event("google.cloud.storage.object.v1.finalized", json.toString());
        for (int delivery = 0; delivery < DELIVERIES; delivery++) {
            try {
                loader.accept(event);
                return;
            } catch (LaterException e) {
                later.add(name + ": " + e.getMessage());
            }
        }
    }

    /** What the loader put off, and why: nothing that lands here needs that. */
    List<String> later() {
        return later;
    }

    /** While the lease is held, files are only recorded: they will be loaded together. */
    Lease hold(TableId table) {
        return ledger.acquire(table, LeaseKind.LOAD, "hold " + table, Duration.ofHours(1))
                .orElseThrow();
    }

    void letGo(Lease lease) {
        ledger.abandon(lease);
    }

    /** Merges until nothing of the table is staged. */
    void merge(TableId table) {
        JsonObject attributes = new JsonObject();
        attributes.addProperty("dataset", table.dataset().value());
        attributes.addProperty("table", table.table().value());
        JsonObject message = new JsonObject();
        message.addProperty("data", Base64.getEncoder().encodeToString(new byte[0]));
        message.add("attributes", attributes);
        JsonObject body = new JsonObject();
        body.add("message", message);
        for (int delivery = 0; delivery < DELIVERIES; delivery++) {
            try {
                merger.accept(event("google.cloud.pubsub.topic.v1.messagePublished", body.toString()));
            } catch (LaterException e) {
                continue;
            }
            if (ledger.batches(table, BatchState.STAGED, 1).isEmpty()) {
                return;
            }
        }
        throw new IllegalStateException("The merge of " + table + " does not end");
    }

    Optional<FileRecord> file(String name) {
        return Optional.ofNullable(files.get(name)).flatMap(ledger::file);
    }

    List<FileRecord> filesOf(TableId table) {
        return ledger.files(table, null, 1000);
    }

    /** One value of one row. */
    long number(String sql) {
        return run(sql).iterateAll().iterator().next().get(0).getLongValue();
    }

    TableResult run(String sql) {
        try {
            return bigQuery.query(QueryJobConfiguration.of(sql));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        clients.close();
        cloud.close();
    }

    private CloudEvent event(String type, String body) {
        String id = "event " + events++;
        CloudEventData data = () -> body.getBytes(StandardCharsets.UTF_8);
        return (CloudEvent) Proxy.newProxyInstance(
                CloudEvent.class.getClassLoader(),
                new Class<?>[] {CloudEvent.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getId" -> id;
                    case "getType" -> type;
                    case "getData" -> data;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
