package dev.landfall.merger;

import dev.landfall.core.batch.LoadJobs;
import dev.landfall.core.crash.CrashPoints;
import dev.landfall.core.landing.FileEncoding;
import dev.landfall.core.landing.Layout;
import dev.landfall.core.ledger.BatchContent;
import dev.landfall.core.ledger.BatchId;
import dev.landfall.core.ledger.BatchRecord;
import dev.landfall.core.ledger.FileRecord;
import dev.landfall.core.ledger.InMemoryLedgerStore;
import dev.landfall.core.ledger.LandedObject;
import dev.landfall.core.ledger.Lease;
import dev.landfall.core.ledger.LeaseKind;
import dev.landfall.core.ledger.Ledger;
import dev.landfall.core.ledger.LedgerStore;
import dev.landfall.core.ledger.Loadable;
import dev.landfall.core.merge.MergeBudget;
import dev.landfall.core.status.TransitionLog;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.DatasetName;
import dev.landfall.core.table.Deletes;
import dev.landfall.core.table.FileFormat;
import dev.landfall.core.table.MergeRules;
import dev.landfall.core.table.NullKeys;
import dev.landfall.core.table.SchemaPolicy;
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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The function between in-memory services, with batches that a loader staged, and a process that may die. */
final class MergeWorld {
    static final TableId ORDERS = TableId.of("sales", "orders");
    static final ColumnName ID = new ColumnName("id");
    static final ColumnName UPDATED = new ColumnName("updated");
    static final ColumnName NOTE = new ColumnName("note");
    static final ColumnName OPERATION = new ColumnName("operation");
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);

    final InMemoryLedgerStore store = new InMemoryLedgerStore();
    final InMemoryWarehouse warehouse = new InMemoryWarehouse();
    final CrashPoints crash = new CrashPoints();
    final Ledger ledger = new Ledger(store, CLOCK);
    final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final TableSpec spec;
    private final MergeFunction function;

    MergeWorld(TableSpec spec) {
        this(spec, MergeBudget.NONE);
    }

    MergeWorld(TableSpec spec, MergeBudget budget) {
        this.spec = spec;
        ledger.apply(spec);
        function = new MergeFunction(
                Duration.ofMinutes(8),
                budget,
                crash.on(LedgerStore.class, store),
                crash.on(Warehouse.class, warehouse),
                CLOCK,
                new TransitionLog(new PrintStream(log, true, StandardCharsets.UTF_8)));
    }

    static MergeWorld merging() {
        return new MergeWorld(TableSpec.merge(ORDERS, List.of(ID), List.of(UPDATED)));
    }

    /** A row whose note is D deletes. */
    static MergeWorld deleting() {
        TableSpec spec = TableSpec.merge(ORDERS, List.of(ID), List.of(UPDATED));
        Deletes deletes = new Deletes(OPERATION, Set.of("D"), Deletes.DEFAULT_KEEP);
        return new MergeWorld(
                spec.withMerge(new MergeRules(deletes, NullKeys.MATCH, SchemaPolicy.EVOLVE, null, false)));
    }

    static MergeWorld replacing() {
        return new MergeWorld(TableSpec.replace(ORDERS));
    }

    static MergeWorld withBudget(long bytes) {
        return new MergeWorld(
                TableSpec.merge(ORDERS, List.of(ID), List.of(UPDATED)),
                new MergeBudget(bytes, MergeBudget.Above.DEFER));
    }

    static MergeWorld appending() {
        return new MergeWorld(TableSpec.append(ORDERS));
    }

    static Map<ColumnName, Object> row(long id, long updated, String note) {
        return Map.of(ID, id, UPDATED, updated, NOTE, note, OPERATION, note);
    }

    /** Loads a file of these rows and this sequence into a staging table. */
    @SafeVarargs
    @SuppressWarnings("varargs") // the rows are only read
    final BatchRecord stage(long sequence, Map<ColumnName, Object>... rows) {
        String name = "landing/sales/orders/seq=" + sequence + "/a.avro";
        LandedObject object = new LandedObject("landing", name, 1, 100, null);
        warehouse.file(object.uri(), List.of(rows));
        Layout layout = new Layout("landing/sales/orders", List.of(new ColumnName("seq")));
        FileEncoding encoding = new FileEncoding(FileFormat.AVRO, false);
        FileRecord file = FileRecord.landed(object, ORDERS, new Loadable(encoding, layout, sequence), CLOCK.instant());
        ledger.record(file);
        Lease lease = ledger.acquire(ORDERS, LeaseKind.LOAD, "loader", Duration.ofMinutes(1))
                .orElseThrow();
        BatchRecord batch = ledger.open(
                lease,
                new BatchContent(List.of(file.id()), List.of(object.uri()), encoding, layout, null),
                new DatasetName("staging"));
        warehouse.submit(LoadJobs.of(batch, spec, Optional.empty()));
        BatchRecord staged = ledger.stage(lease, batch, rows.length);
        ledger.release(lease);
        return staged;
    }

    void send() {
        send(function);
    }

    /** Another process with the same services, but for this way to the warehouse. */
    MergeFunction function(Warehouse other) {
        return new MergeFunction(
                Duration.ofMinutes(8),
                MergeBudget.NONE,
                store,
                other,
                CLOCK,
                new TransitionLog(new PrintStream(log, true, StandardCharsets.UTF_8)));
    }

    void send(MergeFunction to) {
        to.accept(event("{\"message\":{\"data\":\"\",\"attributes\":{\"dataset\":\"sales\",\"table\":\"orders\"},"
                + "\"messageId\":\"1\"},\"subscription\":\"s\"}"));
    }

    void sendText(String text) {
        function.accept(event(text));
    }

    BatchRecord batch(BatchId id) {
        return ledger.batch(id).orElseThrow();
    }

    FileRecord file(BatchRecord batch) {
        return ledger.file(batch.content().files().get(0)).orElseThrow();
    }

    /** The target's notes by key, and how often each key is there. */
    List<String> target() {
        return warehouse.rows(ORDERS).stream()
                .map(row -> row.get(ID) + "=" + Objects.toString(row.get(NOTE)))
                .sorted()
                .toList();
    }

    private static CloudEvent event(String data) {
        CloudEventData bytes = () -> data.getBytes(StandardCharsets.UTF_8);
        return (CloudEvent) Proxy.newProxyInstance(
                CloudEvent.class.getClassLoader(),
                new Class<?>[] {CloudEvent.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getId" -> "1";
                    case "getType" -> "google.cloud.pubsub.topic.v1.messagePublished";
                    case "getData" -> bytes;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
