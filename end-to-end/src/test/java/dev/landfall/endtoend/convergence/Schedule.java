package dev.landfall.endtoend.convergence;

import dev.landfall.core.crash.SideEffects.Call;
import dev.landfall.core.ledger.FileRecord;
import dev.landfall.core.ledger.FileState;
import dev.landfall.core.ledger.LandedObject;
import dev.landfall.core.warehouse.Warehouse;
import dev.landfall.endtoend.convergence.Delivery.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Delivers what landed as badly as a cloud may, and lets instances die; then, when nothing more goes wrong, sees to it
 * that everything was heard of at last. All choices come from one source of random numbers.
 */
final class Schedule implements Instance.Watch {
    private static final int MOST_STEPS = 50_000;
    private static final int MOST_REDELIVERIES = 25;
    private static final int MOST_ROUNDS = 5;
    private static final Duration STEP = Duration.ofMillis(20);
    /** Longer than a lease. */
    private static final Duration PAUSE = Duration.ofMinutes(15);

    private final World world;
    private final List<TableHistory> tables;
    private final Random random;
    private final Turns turns;
    private final Warehouse jobs;
    private final List<Instance> instances = new ArrayList<>();
    private final List<Delivery> pending = Collections.synchronizedList(new ArrayList<>());
    private final Map<LandedObject, SourceFile> landed = new LinkedHashMap<>();
    private final List<String> trace = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger announced = new AtomicInteger();
    private final AtomicInteger received = new AtomicInteger();
    private final AtomicInteger events = new AtomicInteger();
    private final AtomicInteger calls = new AtomicInteger();
    private volatile Nuisance nuisance;

    Schedule(World world, List<TableHistory> tables, Random random, Nuisance nuisance, ExecutorService threads) {
        this.world = world;
        this.tables = tables;
        this.random = random;
        this.nuisance = nuisance;
        this.turns = new Turns(threads, nuisance.free());
        this.jobs = TroubledJobs.over(
                world.warehouse(), () -> happens(this.nuisance.failJob()), () -> happens(this.nuisance.stall()));
        instances.add(new Instance(world, jobs, this));
        instances.add(new Instance(world, jobs, this));
    }

    /** What landed, in the order of the uploads. */
    Map<LandedObject, SourceFile> landed() {
        return landed;
    }

    /** How many calls of ports there were. */
    int calls() {
        return calls.get();
    }

    List<String> trace() {
        return List.copyOf(trace);
    }

    /** Uploads and delivers everything, in the worst of ways. */
    void run() {
        tables.forEach(world::prepare);
        List<Runnable> uploads = new ArrayList<>();
        for (TableHistory table : tables) {
            table.files().forEach(file -> uploads.add(() -> upload(file)));
            table.markers().forEach(marker -> uploads.add(() -> upload(marker)));
        }
        Collections.shuffle(uploads, random);
        for (int step = 0; step < MOST_STEPS; step++) {
            int upload = uploads.isEmpty() ? 0 : 2;
            int start = pending.isEmpty() || turns.running() >= nuisance.atOnce() ? 0 : 3;
            int proceed = turns.running() == 0 ? 0 : 6;
            if (upload + start + proceed == 0) {
                return;
            }
            world.advance(happens(nuisance.clock()) ? PAUSE : STEP);
            if (happens(nuisance.sweep())) {
                pending.add(sweep());
            }
            int choice = random.nextInt(upload + start + proceed);
            if (choice < upload) {
                uploads.remove(uploads.size() - 1).run();
            } else if (choice < upload + start) {
                start(pending.remove(random.nextInt(pending.size())));
            } else {
                turns.step(random.nextInt(turns.running()));
            }
        }
        throw new AssertionError("The schedule does not end");
    }

    /** Nothing more goes wrong, and every lease has expired: sweeps until the ledger has no open file. */
    void settle() {
        nuisance = Nuisance.NONE;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            world.advance(PAUSE);
            trace.add("round " + round);
            // A staging table that the last merge left is found by the next sweep.
            boolean last = round > 0 && open().isEmpty();
            pending.add(sweep());
            while (!pending.isEmpty()) {
                start(pending.remove(0));
                while (turns.running() > 0) {
                    turns.step(0);
                }
            }
            if (last) {
                return;
            }
        }
    }

    /** Files that are not where they end. */
    List<FileRecord> open() {
        return world.store().files(null, null, 1000).stream()
                .filter(file -> !file.state().isFinal())
                .filter(file -> file.state() != FileState.HELD || !waitsForEver(landed.get(file.object())))
                .toList();
    }

    private boolean waitsForEver(@Nullable SourceFile file) {
        return file == null || tables.stream().anyMatch(table -> table.files().contains(file) && !table.commits(file));
    }

    private void upload(SourceFile file) {
        LandedObject object = world.upload(file);
        landed.put(object, file);
        announce(object, file);
    }

    private void upload(Marker marker) {
        announce(world.upload(marker.name(), marker.bytes()), marker);
    }

    private void announce(LandedObject object, Object what) {
        trace.add("upload " + what);
        send(eventOf(object), () -> eventOf(object));
    }

    private Delivery eventOf(LandedObject object) {
        return new Delivery(Kind.EVENT, "e" + events.incrementAndGet(), World.eventOf(object), object.name());
    }

    private Delivery sweep() {
        return new Delivery(Kind.SWEEP, "e" + events.incrementAndGet(), "", "everything");
    }

    /** A merge message came from the topic. */
    void receive(String body) {
        String id = "m" + received.get();
        Delivery message = new Delivery(Kind.MESSAGE, id, body, body.substring(body.indexOf("attributes")));
        send(message, () -> new Delivery(Kind.MESSAGE, id + "'", body, message.about()));
        received.incrementAndGet();
    }

    /** Loses an event, or makes it two: with one id, as Pub/Sub may, or with two, as Cloud Storage may. */
    private void send(Delivery delivery, java.util.function.Supplier<Delivery> likewise) {
        if (happens(nuisance.drop())) {
            trace.add("lost: " + delivery);
            return;
        }
        pending.add(delivery);
        while (happens(nuisance.duplicate())) {
            pending.add(random.nextBoolean() ? delivery : likewise.get());
        }
    }

    private void start(Delivery delivery) {
        int slot = random.nextInt(instances.size());
        if (instances.get(slot).isDead()) {
            instances.set(slot, new Instance(world, jobs, this));
        }
        Instance instance = instances.get(slot);
        trace.add("start " + delivery + " on " + slot);
        turns.start(() -> {
            try {
                instance.accept(delivery);
                instance.checkAlive();
                trace.add("end of " + delivery);
            } catch (RuntimeException | Error e) {
                failed(delivery, e);
            }
        });
    }

    private void failed(Delivery delivery, Throwable failure) {
        trace.add("failure of " + delivery + ": " + failure);
        boolean lost = happens(nuisance.drop()) || delivery.attempt() > MOST_REDELIVERIES;
        if (!lost) {
            pending.add(delivery.again());
        }
    }

    @Override
    public Trouble before(Call call) {
        if (!turns.pause()) {
            trace.add("  beside: " + call.label());
            return Trouble.NONE;
        }
        calls.incrementAndGet();
        trace.add("  " + call.label());
        return happens(nuisance.refuse()) ? trouble(Trouble.ERROR, "refused") : Trouble.NONE;
    }

    @Override
    public Trouble after(Call call) {
        if (call.method().equals("announce")) {
            announced.incrementAndGet();
            awaitMessages();
        }
        if (!call.effect()) {
            return Trouble.NONE;
        }
        if (happens(nuisance.die() / 10)) {
            return trouble(Trouble.DEATH, "death");
        }
        return happens(nuisance.loseAnswer()) ? trouble(Trouble.ERROR, "answer lost") : Trouble.NONE;
    }

    private Trouble trouble(Trouble trouble, String words) {
        trace.add("  -> " + words);
        return trouble;
    }

    /** Messages take a moment over the wire; when they arrive shall not depend on it. */
    private void awaitMessages() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (received.get() < announced.get()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("A published message does not arrive");
            }
            java.util.concurrent.locks.LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    private boolean happens(int chance) {
        return Nuisance.happens(random, chance);
    }
}
