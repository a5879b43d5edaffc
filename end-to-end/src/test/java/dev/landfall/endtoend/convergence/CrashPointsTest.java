package dev.landfall.endtoend.convergence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.core.crash.SideEffects.Call;
import dev.landfall.core.ledger.LandedObject;
import dev.landfall.core.ledger.Lease;
import dev.landfall.core.ledger.LeaseKind;
import dev.landfall.core.table.TableId;
import dev.landfall.endtoend.convergence.SourceFile.Defect;
import dev.landfall.endtoend.convergence.SourceFile.Format;
import dev.landfall.endtoend.convergence.SourceFile.SourceColumn;
import dev.landfall.endtoend.convergence.SourceFile.SourceRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every side effect, one after the other, is the last of its process. A first run without trouble lists the effects, as
 * the ports see them; then there is one run for each of them, in which the process dies right after it (which is right
 * before the next). With {@code -Dconvergence.troubles=all} each effect is also refused once, and done once without its
 * caller hearing of it.
 */
@Tag("wire")
class CrashPointsTest {
    private static final int WORLDS_AT_ONCE = 8;
    private static @Nullable Cloud cloud;

    /** What the process does when it meets trouble. */
    enum Scenario {
        /** Two files with deletes and a late row: tombstones, one transaction. */
        DELETES,
        /** A backlog with a broken file in it: the batch is split until the file is alone. */
        SPLIT,
        /** The second file brings a column. */
        NEW_COLUMN,
        /** No guard but the job id. */
        APPEND,
        /** An object is written again before its event comes. */
        OVERWRITTEN,
        /** No event ever comes: the sweep does it all. */
        SWEPT;

        TableHistory table(TableId id) {
            List<SourceColumn> columns = List.of(
                    new SourceColumn("id", Kind.INT64),
                    new SourceColumn("op", Kind.STRING),
                    new SourceColumn("v", Kind.STRING));
            List<SourceColumn> wider = new ArrayList<>(columns);
            wider.add(new SourceColumn("extra", Kind.INT64));
            boolean second = this == NEW_COLUMN || this == SWEPT;
            List<SourceFile> files = new ArrayList<>();
            files.add(file(id, 0, "a", 2, columns, Defect.NONE, row(1, "U", "new"), row(2, "D", "gone")));
            files.add(file(
                    id,
                    1,
                    this == OVERWRITTEN ? "a" : "b",
                    this == OVERWRITTEN ? 2 : 1,
                    second ? wider : columns,
                    Defect.NONE,
                    row(1, "U", "old"),
                    row(2, "U", "late"),
                    row(3, "U", "three")));
            if (this == SPLIT || this == SWEPT) {
                files.add(file(id, 2, "c", 3, columns, Defect.TRUNCATED, row(1, "U", "bad")));
            }
            return TableHistory.plain(id, this == APPEND, columns, files);
        }

        private static SourceFile file(
                TableId id,
                int number,
                String name,
                long sequence,
                List<SourceColumn> columns,
                Defect defect,
                SourceRow... rows) {
            return new SourceFile(
                    number,
                    "landing/" + id.dataset() + "/" + id.table() + "/seq=" + sequence + "/" + name + ".avro",
                    Format.AVRO,
                    sequence,
                    columns,
                    List.of(rows),
                    defect);
        }

        private SourceRow row(long id, String operation, String value) {
            return new SourceRow(
                    Map.of("id", id, "op", operation, "v", value), this != APPEND && operation.equals("D"));
        }
    }

    @BeforeAll
    static void start() throws Exception {
        cloud = new Cloud();
    }

    @AfterAll
    static void stop() {
        if (cloud != null) {
            cloud.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void afterTroubleAtAnySideEffectTheEndIsTheSame(Scenario scenario) throws Exception {
        Run first = new Run(scenario, Integer.MAX_VALUE, Instance.Watch.Trouble.NONE, false);
        assertThat(first.call()).isEmpty();
        System.out.println(scenario + ": " + first.effects.size() + " side effects");
        first.effects.forEach(effect -> System.out.println("  " + effect));
        assertThat(first.effects).hasSizeGreaterThan(8);
        ExecutorService threads = Executors.newFixedThreadPool(WORLDS_AT_ONCE);
        try {
            Map<String, Future<List<String>>> runs = new LinkedHashMap<>();
            for (int effect = 0; effect < first.effects.size(); effect++) {
                String name = " " + (effect + 1) + " of " + scenario + ", " + first.effects.get(effect);
                runs.put(
                        "death after" + name,
                        threads.submit(new Run(scenario, effect, Instance.Watch.Trouble.DEATH, true)));
                if ("all".equals(System.getProperty("convergence.troubles"))) {
                    runs.put(
                            "refusal of" + name,
                            threads.submit(new Run(scenario, effect, Instance.Watch.Trouble.ERROR, false)));
                    runs.put(
                            "lost answer of" + name,
                            threads.submit(new Run(scenario, effect, Instance.Watch.Trouble.ERROR, true)));
                }
            }
            List<String> broken = new ArrayList<>();
            for (Map.Entry<String, Future<List<String>>> run : runs.entrySet()) {
                run.getValue().get().forEach(violation -> broken.add(run.getKey() + ": " + violation));
            }
            assertThat(broken).isEmpty();
        } finally {
            threads.shutdownNow();
        }
    }

    /** One world from the first upload to its rest; trouble at one side effect. */
    private static final class Run implements Instance.Watch, java.util.concurrent.Callable<List<String>> {
        private static final int MOST_REDELIVERIES = 6;
        private final Scenario scenario;
        private final int at;
        private final Trouble trouble;
        private final boolean after;
        private final List<String> effects = Collections.synchronizedList(new ArrayList<>());
        private final List<Delivery> messages = Collections.synchronizedList(new ArrayList<>());
        private final AtomicInteger announced = new AtomicInteger();
        private final AtomicInteger received = new AtomicInteger();

        Run(Scenario scenario, int at, Trouble trouble, boolean after) {
            this.scenario = scenario;
            this.at = at;
            this.trouble = trouble;
            this.after = after;
        }

        @Override
        public List<String> call() {
            Cloud shared = java.util.Objects.requireNonNull(cloud);
            try (World world = new World(shared)) {
                TableHistory table = scenario.table(
                        new TableId(world.dataset(), TableId.of("any", "t").table()));
                shared.receive(world.dataset().value(), body -> {
                    messages.add(new Delivery(Delivery.Kind.MESSAGE, "m" + received.get(), body, "t"));
                    received.incrementAndGet();
                });
                world.prepare(table);
                Map<LandedObject, SourceFile> landed = new LinkedHashMap<>();
                table.files().forEach(file -> landed.put(world.upload(file), file));
                live(world, table, landed);
                shared.forget(world.dataset().value());
                return new Laws(world, List.of(table), landed).broken();
            } catch (RuntimeException | AssertionError e) {
                java.io.StringWriter stack = new java.io.StringWriter();
                e.printStackTrace(new java.io.PrintWriter(stack));
                return List.of(stack.toString());
            }
        }

        private void live(World world, TableHistory table, Map<LandedObject, SourceFile> landed) {
            if (scenario != Scenario.SWEPT) {
                List<Delivery> events = new ArrayList<>();
                landed.keySet()
                        .forEach(object -> events.add(new Delivery(
                                Delivery.Kind.EVENT, "e" + events.size(), World.eventOf(object), object.name())));
                if (scenario == Scenario.SPLIT) {
                    Lease lease = world.ledger()
                            .acquire(table.id(), LeaseKind.LOAD, "somebody", Duration.ofMinutes(1))
                            .orElseThrow();
                    events.forEach(event -> deliver(world, event));
                    world.ledger().abandon(lease);
                }
                events.forEach(event -> deliver(world, event));
                merge(world);
            }
            // Past every lease: what an event that nobody repeats has left.
            world.advance(Duration.ofMinutes(15));
            deliver(world, new Delivery(Delivery.Kind.SWEEP, "s1", "", "everything"));
            merge(world);
            world.advance(Duration.ofMinutes(15));
            deliver(world, new Delivery(Delivery.Kind.SWEEP, "s2", "", "everything"));
            merge(world);
        }

        private void merge(World world) {
            while (!messages.isEmpty()) {
                deliver(world, messages.remove(0));
            }
        }

        /** As the transport does it: the same event again until the function returns. A dead process is replaced. */
        private void deliver(World world, Delivery event) {
            for (int delivery = 1; ; delivery++) {
                try {
                    Instance instance = new Instance(world, world.warehouse(), this);
                    instance.accept(event);
                    instance.checkAlive();
                    return;
                } catch (RuntimeException e) {
                    if (delivery == MOST_REDELIVERIES) {
                        throw e;
                    }
                }
            }
        }

        @Override
        public Trouble before(Call call) {
            return !after && call.effect() && effects.size() == at ? count(call, trouble) : Trouble.NONE;
        }

        @Override
        public Trouble after(Call call) {
            if (!call.effect()) {
                return Trouble.NONE;
            }
            if (call.method().equals("announce")) {
                announced.incrementAndGet();
                awaitMessages();
            }
            return count(call, after && effects.size() == at ? trouble : Trouble.NONE);
        }

        private Trouble count(Call call, Trouble result) {
            effects.add(call.label());
            return result;
        }

        private void awaitMessages() {
            long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (received.get() < announced.get() && System.nanoTime() < deadline) {
                java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
            }
        }
    }
}
