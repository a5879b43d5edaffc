package dev.landfall.loader;

import dev.landfall.core.crash.CrashPoints;
import dev.landfall.core.landing.InMemoryLandingBucket;
import dev.landfall.core.ledger.BatchRecord;
import dev.landfall.core.ledger.BatchState;
import dev.landfall.core.ledger.FileId;
import dev.landfall.core.ledger.FileRecord;
import dev.landfall.core.ledger.InMemoryLedgerStore;
import dev.landfall.core.ledger.Ledger;
import dev.landfall.core.ledger.LedgerStore;
import dev.landfall.core.status.TransitionLog;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TableSpec;
import dev.landfall.core.warehouse.InMemoryWarehouse;
import dev.landfall.core.warehouse.Warehouse;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The function between in-memory services, and a process that may die. */
final class LoaderWorld {
    static final TableId ORDERS = TableId.of("sales", "orders");
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    final InMemoryLedgerStore store = new InMemoryLedgerStore();
    final InMemoryWarehouse warehouse = new InMemoryWarehouse();
    final InMemoryLandingBucket bucket = new InMemoryLandingBucket();
    final CrashPoints crash = new CrashPoints();
    final List<TableId> announced = new ArrayList<>();
    final ByteArrayOutputStream log = new ByteArrayOutputStream();
    final Ledger ledger = new Ledger(store, Clock.fixed(NOON, ZoneOffset.UTC));
    private final LoaderFunction function;

    LoaderWorld() {
        ledger.apply(TableSpec.merge(ORDERS, List.of(new ColumnName("id")), List.of()));
        function = new LoaderFunction(
                LoaderSettings.of(Map.of(
                        "LANDFALL_STAGING_DATASET", "staging",
                        "LANDFALL_MERGE_TOPIC", "landfall-merge",
                        "LANDFALL_DATASETS", "sales, hr")),
                crash.on(LedgerStore.class, store),
                crash.on(Warehouse.class, warehouse),
                name -> bucket,
                table -> {
                    crash.check();
                    announced.add(table);
                    crash.effect();
                },
                Clock.fixed(NOON.plus(Duration.ofSeconds(1)), ZoneOffset.UTC),
                new TransitionLog(new PrintStream(log, true, StandardCharsets.UTF_8)));
    }

    /** Puts a data file of so many rows into the bucket and sends its event. */
    FileId land(String name, int rows) {
        put(name, rows);
        send("event of " + name, name, 1, 100);
        return id(name);
    }

    /** A data file of one row that has a column {@code SEQ} of its own, and its event. */
    void landOwnSequence(String name, String value) {
        warehouse.file("gs://landing/" + name, List.of(Map.of(new ColumnName("id"), 1L, new ColumnName("SEQ"), value)));
        send("event of " + name, name, 1, 100);
    }

    void put(String name, int rows) {
        List<Map<ColumnName, Object>> content = new ArrayList<>();
        for (long i = 0; i < rows; i++) {
            content.add(Map.of(new ColumnName("id"), i));
        }
        warehouse.file("gs://landing/" + name, content);
    }

    /** The event of an object, which is put into the bucket first if it is not there. */
    void send(String eventId, String name, long generation, long size) {
        if (bucket.find(name).isEmpty()) {
            bucket.put(name, generation, new byte[(int) size]);
        }
        sendEventOnly(eventId, name, generation, size);
    }

    void sendEventOnly(String eventId, String name, long generation, long size) {
        function.accept(event(
                eventId,
                "{\"bucket\":\"landing\",\"name\":\"" + name.replace("\"", "\\\"") + "\",\"generation\":\"" + generation
                        + "\",\"size\":\"" + size + "\",\"crc32c\":\"AAAAAA==\"}"));
    }

    void sendText(String data) {
        function.accept(event("e", data));
    }

    static FileId id(String name) {
        return FileId.of("landing", name, 1);
    }

    FileRecord file(String name) {
        return ledger.file(id(name)).orElseThrow();
    }

    List<BatchRecord> batches(BatchState state) {
        return ledger.batches(ORDERS, state, 100);
    }

    String logText() {
        return log.toString(StandardCharsets.UTF_8);
    }

    private static CloudEvent event(String id, String data) {
        CloudEventData bytes = () -> data.getBytes(StandardCharsets.UTF_8);
        return (CloudEvent) Proxy.newProxyInstance(
                CloudEvent.class.getClassLoader(),
                new Class<?>[] {CloudEvent.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getId" -> id;
                    case "getType" -> "google.cloud.storage.object.v1.finalized";
                    case "getData" -> bytes;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
