package dev.landfall.localcloud.firestore;

import com.google.cloud.firestore.DocumentReference;
import com.google.cloud.firestore.Firestore;
import com.google.cloud.firestore.TransactionOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * Transactions a second through Google's client, each reading and updating one document: by one client alone, by eight on
 * documents of their own, and by eight on the same one. Against it, in the same run, the bare round trips that such a
 * transaction is made of. Run by hand, see local-cloud/README.md.
 */
final class TransactionBenchmark {
    private static final int WRITERS = 8;
    private static final Duration WARM_UP = Duration.ofSeconds(2);
    private static final Duration MEASURED = Duration.ofSeconds(5);
    private static final TransactionOptions PATIENT = TransactionOptions.createReadWriteOptionsBuilder()
            .setNumberOfAttempts(1000)
            .build();

    private final Firestore db;
    private final AtomicInteger attempts = new AtomicInteger();

    private TransactionBenchmark(Firestore db) {
        this.db = db;
    }

    public static void main(String[] arguments) throws Exception {
        // Turn by turn, so that a load on the machine hits both.
        List<FirestoreIsolation> turns = List.of(
                FirestoreIsolation.OPTIMISTIC,
                FirestoreIsolation.PESSIMISTIC,
                FirestoreIsolation.OPTIMISTIC,
                FirestoreIsolation.PESSIMISTIC);
        for (FirestoreIsolation isolation : turns) {
            try (FirestoreServer server = FirestoreServer.start(0, isolation);
                    Firestore db = FirestoreClients.connect(server)) {
                TransactionBenchmark benchmark = new TransactionBenchmark(db);
                double unused = benchmark.perSecond(1, WARM_UP, writer -> benchmark::get);
                double get = benchmark.perSecond(1, MEASURED, writer -> benchmark::get);
                System.out.printf("%s: one client, a bare get %.0f/s%n", isolation, get);
                benchmark.report(isolation + ": one client", 1, "own-");
                benchmark.report(isolation + ": eight, each its own document", WRITERS, "own-");
                benchmark.report(isolation + ": eight, the same document", WRITERS, "");
            }
        }
    }

    private void report(String title, int writers, String prefix) throws Exception {
        double unused = perSecond(writers, WARM_UP, writer -> increment(prefix, writer));
        attempts.set(0);
        double rate = perSecond(writers, MEASURED, writer -> increment(prefix, writer));
        double tries = attempts.get() / (rate * MEASURED.toSeconds());
        System.out.printf("%s: %.0f transactions/s, %.2f attempts each%n", title, rate, tries);
    }

    private void get() {
        var unused = FirestoreTest.await(db.document("bench/nothing").get());
    }

    private Runnable increment(String prefix, int writer) {
        DocumentReference counter = db.document("bench/" + (prefix.isEmpty() ? "shared" : prefix + writer));
        FirestoreTest.await(counter.set(Map.of("n", 0)));
        return () -> FirestoreTest.await(db.runTransaction(
                transaction -> {
                    attempts.incrementAndGet();
                    long n = FirestoreTest.await(transaction.get(counter)).getLong("n");
                    transaction.update(counter, "n", n + 1);
                    return n;
                },
                PATIENT));
    }

    private double perSecond(int writers, Duration time, IntFunction<Runnable> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        AtomicInteger done = new AtomicInteger();
        try {
            long end = System.nanoTime() + time.toNanos();
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                Runnable step = work.apply(i);
                running.add(threads.submit(() -> {
                    while (System.nanoTime() < end) {
                        step.run();
                        done.incrementAndGet();
                    }
                }));
            }
            for (Future<?> writer : running) {
                writer.get(1, TimeUnit.MINUTES);
            }
            return done.get() * 1e9 / time.toNanos();
        } finally {
            threads.shutdownNow();
        }
    }
}
