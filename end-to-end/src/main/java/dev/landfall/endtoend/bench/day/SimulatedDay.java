package dev.landfall.endtoend.bench.day;

import dev.landfall.core.batch.BatchLimits;
import dev.landfall.core.batch.BatchPlanner;
import dev.landfall.core.budget.LoadBudget;
import dev.landfall.core.failure.LaterException;
import dev.landfall.core.landing.LandingBucket;
import dev.landfall.core.landing.LandingBucket.StoredObject;
import dev.landfall.core.landing.LandingGrammar;
import dev.landfall.core.ledger.FileRecord;
import dev.landfall.core.ledger.FileState;
import dev.landfall.core.ledger.InMemoryLedgerStore;
import dev.landfall.core.ledger.LandedObject;
import dev.landfall.core.ledger.Ledger;
import dev.landfall.core.load.FileIntake;
import dev.landfall.core.load.TableLoader;
import dev.landfall.core.merge.TableMerger;
import dev.landfall.core.spec.TableSpecs;
import dev.landfall.core.status.TransitionLog;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.DatasetName;
import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TableSpec;
import dev.landfall.core.warehouse.InMemoryWarehouse;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * The arrivals of a day: half of the files belong to 2 % of the tables, three quarters of them come in 8 hours. Events
 * and messages are delivered once and at once; what is told to come later comes after 10 seconds, then twice as long, up
 * to 10 minutes, as Eventarc and Pub/Sub do it.
 */
final class SimulatedDay {
    private static final Instant MIDNIGHT = Instant.parse("2026-11-22T00:00:00Z");
    private static final String BUCKET = "landing";
    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
    private static final Duration FIRST_BACKOFF = Duration.ofSeconds(10);
    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(10);
    private static final Duration PATIENCE = Duration.ofMinutes(8);
    private static final int KEYS = 50;

    private final int tables;
    private final int files;
    private final VirtualTime time = new VirtualTime(MIDNIGHT);
    private final InMemoryWarehouse rows = new InMemoryWarehouse();
    private final SlowWarehouse warehouse;
    private final CountedStore store = new CountedStore(new InMemoryLedgerStore(), this::merged);
    private final Ledger ledger = new Ledger(store, time.clock());
    private final FileIntake intake;
    private final TableLoader loader;
    private final TableMerger merger;
    private final long[] freshness;
    private int fresh;
    private long deliveries;
    private long messages;

    SimulatedDay(int tables, int files, Duration load, Duration statement) {
        this.tables = tables;
        this.files = files;
        this.freshness = new long[files];
        this.warehouse = new SlowWarehouse(rows, time, load, statement);
        TransitionLog log =
                new TransitionLog(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        TableSpecs specs = new TableSpecs(ledger, warehouse);
        LandingBucket bucket = new Unchanged();
        intake = new FileIntake(
                new LandingGrammar("landing/", Set.of()), ledger, specs, name -> bucket, time.clock(), log);
        loader = new TableLoader(
                ledger,
                warehouse,
                name -> bucket,
                intake,
                this::announce,
                new BatchPlanner(BatchLimits.DEFAULT),
                LoadBudget.DEFAULT,
                new DatasetName("staging"),
                PATIENCE,
                time.clock(),
                log);
        merger = new TableMerger(ledger, warehouse, specs::of, PATIENCE, time.clock(), log);
    }

    /**
     * What the day came to.
     *
     * @param freshnessMillis of each file, from landed to merged, the least first
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Outcome(
            long[] freshnessMillis,
            long loadJobs,
            long statements,
            int mostLoadsADay,
            int mostLoadsADayOfTable,
            long deliveries,
            long messages,
            long ledgerReads,
            long ledgerWrites,
            Instant end) {
        Duration freshness(double quantile) {
            int rank = (int) Math.ceil(quantile * freshnessMillis.length);
            return Duration.ofMillis(freshnessMillis[Math.max(0, rank - 1)]);
        }
    }

    /** @param seed of the arrivals */
    Outcome run(long seed) {
        Random random = new Random(seed);
        for (int table = 0; table < tables; table++) {
            ledger.apply(TableSpec.merge(table(table), List.of(new ColumnName("id")), List.of()));
        }
        long readsBefore = store.reads();
        long writesBefore = store.writes();
        int busy = Math.max(1, tables / 50);
        for (int file = 0; file < files; file++) {
            long millis = (long)
                    (random.nextInt(4) == 0
                            ? random.nextDouble() * DAY_MILLIS
                            : DAY_MILLIS / 3.0 + random.nextDouble() * DAY_MILLIS / 3);
            int table = random.nextBoolean() ? random.nextInt(busy) : random.nextInt(tables);
            int key = random.nextInt(KEYS);
            int serial = file;
            time.at(MIDNIGHT.plusMillis(millis), () -> land(table, key, serial));
        }
        time.run();
        time.close();
        if (fresh != files) {
            throw new IllegalStateException(files - fresh + " of " + files + " files did not reach their target");
        }
        Arrays.sort(freshness);
        return new Outcome(
                freshness,
                warehouse.loadJobs(),
                warehouse.statements(),
                warehouse.mostLoadsADay(),
                warehouse.mostLoadsADayOfTable(),
                deliveries,
                messages,
                store.reads() - readsBefore,
                store.writes() - writesBefore,
                time.now());
    }

    private static TableId table(int number) {
        return TableId.of("sales", "table_%04d".formatted(number));
    }

    private void land(int table, int key, int serial) {
        long micros = time.now().toEpochMilli() * 1_000;
        String name = "landing/sales/%s/seq=%d/%d.avro".formatted(table(table).table(), micros, serial);
        LandedObject object = new LandedObject(BUCKET, name, micros, 1_000, "AAAAAA==");
        rows.file(object.uri(), List.of(Map.of(new ColumnName("id"), (Object) (long) key)));
        deliver(object, "event-" + serial, FIRST_BACKOFF);
    }

    private void deliver(LandedObject object, String event, Duration backoff) {
        deliveries++;
        try {
            intake.take(object).ifPresent(spec -> loader.drain(spec, event));
        } catch (LaterException e) {
            time.after(backoff, () -> deliver(object, event, longer(backoff)));
        }
    }

    private void announce(TableId table) {
        String message = "message-" + messages++;
        time.after(Duration.ZERO, () -> merge(table, message, FIRST_BACKOFF));
    }

    private void merge(TableId table, String message, Duration backoff) {
        try {
            merger.drain(table, message);
        } catch (LaterException e) {
            time.after(backoff, () -> merge(table, message, longer(backoff)));
        }
    }

    private static Duration longer(Duration backoff) {
        Duration twice = backoff.multipliedBy(2);
        return twice.compareTo(LONGEST_BACKOFF) < 0 ? twice : LONGEST_BACKOFF;
    }

    private void merged(FileRecord file) {
        Instant landed = Objects.requireNonNull(file.reached().get(FileState.LANDED));
        freshness[fresh++] = Duration.between(landed, time.now()).toMillis();
    }

    /** A bucket in which every object stays what it was; its generation is in its name. */
    private static final class Unchanged implements LandingBucket {
        @Override
        public Iterator<StoredObject> list(String prefix) {
            return Collections.emptyIterator();
        }

        @Override
        public Optional<StoredObject> find(String name) {
            int at = name.indexOf("seq=") + "seq=".length();
            long generation = Long.parseLong(name, at, name.indexOf('/', at), 10);
            return Optional.of(
                    new StoredObject(name, generation, 1_000, "AAAAAA==", Instant.ofEpochMilli(generation / 1_000)));
        }

        @Override
        public Optional<byte[]> head(String name, long generation, int bytes) {
            return Optional.empty();
        }
    }
}
