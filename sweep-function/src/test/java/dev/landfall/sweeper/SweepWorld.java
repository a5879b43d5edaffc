package dev.landfall.sweeper;

import dev.landfall.core.crash.CrashPoints;
import dev.landfall.core.landing.FileEncoding;
import dev.landfall.core.landing.InMemoryLandingBucket;
import dev.landfall.core.landing.Layout;
import dev.landfall.core.ledger.BatchContent;
import dev.landfall.core.ledger.BatchRecord;
import dev.landfall.core.ledger.FileId;
import dev.landfall.core.ledger.FileRecord;
import dev.landfall.core.ledger.InMemoryLedgerStore;
import dev.landfall.core.ledger.LandedObject;
import dev.landfall.core.ledger.Lease;
import dev.landfall.core.ledger.LeaseKind;
import dev.landfall.core.ledger.Ledger;
import dev.landfall.core.ledger.LedgerStore;
import dev.landfall.core.ledger.Loadable;
import dev.landfall.core.status.TransitionLog;
import dev.landfall.core.sweep.SweepRules;
import dev.landfall.core.table.Column;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.DatasetName;
import dev.landfall.core.table.FileFormat;
import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TableSchema;
import dev.landfall.core.table.TableSpec;
import dev.landfall.core.table.TypeKind;
import dev.landfall.core.warehouse.InMemoryWarehouse;
import dev.landfall.core.warehouse.Warehouse;
import io.cloudevents.CloudEvent;
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

/** The sweep between in-memory services, and a process that may die. It is noon; what happened before was at eleven. */
final class SweepWorld {
    static final TableId ORDERS = TableId.of("sales", "orders");
    static final DatasetName STAGING = new DatasetName("staging");
    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    static final Instant ELEVEN = NOON.minus(Duration.ofHours(1));
    static final SweepRules RULES =
            new SweepRules(Duration.ofMinutes(15), Duration.ofDays(1), Duration.ofMinutes(1), 1, false, false);

    final InMemoryLedgerStore store = new InMemoryLedgerStore();
    final InMemoryWarehouse warehouse = new InMemoryWarehouse();
    final InMemoryLandingBucket bucket = new InMemoryLandingBucket();
    final CrashPoints crash = new CrashPoints();
    final List<TableId> announced = new ArrayList<>();
    final ByteArrayOutputStream log = new ByteArrayOutputStream();
    /** As the functions saw it at eleven. */
    final Ledger before = new Ledger(store, Clock.fixed(ELEVEN, ZoneOffset.UTC));

    Instant now = NOON;

    SweepWorld() {
        spec(ORDERS);
    }

    void spec(TableId table) {
        before.apply(TableSpec.merge(table, List.of(new ColumnName("id")), List.of()));
    }

    void sweep() {
        sweep(RULES, Duration.ofMinutes(8));
    }

    void sweep(SweepRules rules, Duration time) {
        SweepSettings settings = SweepSettings.of(Map.of(
                "LANDFALL_LANDING",
                "gs://landing",
                "LANDFALL_STAGING_DATASET",
                STAGING.value(),
                "LANDFALL_MERGE_TOPIC",
                "landfall-merge",
                "LANDFALL_DEADLINE",
                time.toString()));
        new SweepFunction(
                        settings,
                        rules,
                        crash.on(LedgerStore.class, store),
                        crash.on(Warehouse.class, warehouse),
                        name -> bucket,
                        table -> {
                            crash.check();
                            announced.add(table);
                            crash.effect();
                        },
                        Clock.fixed(now, ZoneOffset.UTC),
                        new TransitionLog(new PrintStream(log, true, StandardCharsets.UTF_8)))
                .accept(event("sweep at " + now));
    }

    /** An object in the bucket, of one row; no event says so. */
    LandedObject put(String name, Instant created) {
        long generation = bucket.put(name, new byte[] {'x'}, created);
        warehouse.file("gs://landing/" + name, List.of(Map.of(new ColumnName("id"), generation)));
        return new LandedObject("landing", name, generation, 1, "AAAAAA==");
    }

    /** A file whose event was worked on up to its record in the ledger. */
    FileRecord landed(String name) {
        LandedObject object = put(name, ELEVEN);
        TableId table = TableId.of("sales", name.split("/", -1)[2]);
        FileRecord file = FileRecord.landed(
                object,
                table,
                new Loadable(
                        new FileEncoding(FileFormat.AVRO, false),
                        new Layout("landing/sales/" + table.table(), List.of()),
                        object.generation()),
                ELEVEN);
        before.record(file);
        return file;
    }

    /** A batch of one file, opened under this lease. */
    BatchRecord open(Lease lease, FileRecord file) {
        return before.open(
                lease,
                new BatchContent(
                        List.of(file.id()),
                        List.of(file.object().uri()),
                        file.toLoad().encoding(),
                        file.toLoad().layout(),
                        file.toLoad().sequence()),
                STAGING);
    }

    /** A staged batch of one file, whose message was lost. */
    BatchRecord staged(String name) {
        FileRecord file = landed(name);
        TableId table = TableId.of("sales", name.split("/", -1)[2]);
        Lease lease = lease(table, LeaseKind.LOAD, Duration.ofMinutes(9));
        BatchRecord batch = open(lease, file);
        warehouse.create(batch.staging(), TableSchema.of(Column.nullable("id", TypeKind.INT64)));
        BatchRecord staged = before.stage(lease, batch, 1);
        before.abandon(lease);
        return staged;
    }

    Lease lease(TableId table, LeaseKind kind, Duration duration) {
        return before.acquire(table, kind, "somebody", duration).orElseThrow();
    }

    FileRecord file(FileId id) {
        return before.file(id).orElseThrow();
    }

    String logText() {
        return log.toString(StandardCharsets.UTF_8);
    }

    private static CloudEvent event(String id) {
        return (CloudEvent) Proxy.newProxyInstance(
                CloudEvent.class.getClassLoader(), new Class<?>[] {CloudEvent.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getId")) {
                        return id;
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }
}
