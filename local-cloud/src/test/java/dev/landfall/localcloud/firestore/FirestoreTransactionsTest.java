package dev.landfall.localcloud.firestore;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.core.ApiFuture;
import com.google.cloud.firestore.DocumentReference;
import com.google.cloud.firestore.DocumentSnapshot;
import com.google.cloud.firestore.Query;
import com.google.cloud.firestore.TransactionOptions;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FirestoreTransactionsTest extends FirestoreTest {
    private static final TransactionOptions PATIENT = TransactionOptions.createReadWriteOptionsBuilder()
            .setNumberOfAttempts(100)
            .build();

    @Test
    void contendedIncrementsAreNotLost() throws Exception {
        DocumentReference counter = db.document("contended/counter");
        await(counter.set(Map.of("n", 0)));
        inParallel(8, racer -> {
            for (int i = 0; i < 5; i++) {
                await(db.runTransaction(
                        transaction -> {
                            long n = await(transaction.get(counter)).getLong("n");
                            transaction.update(counter, "n", n + 1);
                            return n;
                        },
                        PATIENT));
            }
            return racer;
        });
        assertThat(await(counter.get()).getLong("n")).isEqualTo(40);
    }

    @Test
    void oneOfManyRacersGetsTheLease() throws Exception {
        DocumentReference lease = db.document("contended/lease");
        List<Boolean> won = inParallel(
                10,
                racer -> await(db.runTransaction(
                        transaction -> {
                            boolean free = !await(transaction.get(lease)).exists();
                            if (free) {
                                transaction.create(lease, Map.of("holder", racer));
                            }
                            return free;
                        },
                        PATIENT)));
        assertThat(won).containsOnlyOnce(true);
    }

    @Test
    void aDocumentThatAppearsAfterItWasFoundMissingAbortsTheTransaction() {
        DocumentReference wanted = db.document("appear/wanted");
        AtomicInteger attempts = new AtomicInteger();
        boolean found = await(db.runTransaction(transaction -> {
            boolean exists = await(transaction.get(wanted)).exists();
            if (attempts.incrementAndGet() == 1) {
                await(wanted.set(Map.of("by", "someone else")));
            }
            transaction.set(db.document("appear/log"), Map.of("saw", exists));
            return exists;
        }));
        assertThat(found).isTrue();
        assertThat(attempts).hasValue(2);
        assertThat(await(db.document("appear/log").get()).getBoolean("saw")).isTrue();
    }

    @Test
    void aRowThatAppearsInAQueryAbortsTheTransaction() {
        Query landed = db.collection("phantom").whereEqualTo("state", "LANDED");
        AtomicInteger attempts = new AtomicInteger();
        int seen = await(db.runTransaction(transaction -> {
            int size = await(transaction.get(landed)).size();
            if (attempts.incrementAndGet() == 1) {
                await(db.document("phantom/new").set(Map.of("state", "LANDED")));
            }
            transaction.set(db.document("released/lease"), Map.of("left", size));
            return size;
        }));
        assertThat(seen).isEqualTo(1);
        assertThat(attempts).hasValue(2);
    }

    @Test
    void aCountThatChangesAbortsTheTransaction() {
        AtomicInteger attempts = new AtomicInteger();
        long seen = await(db.runTransaction(transaction -> {
            long count =
                    await(transaction.get(db.collection("counted").count())).getCount();
            if (attempts.incrementAndGet() == 1) {
                await(db.collection("counted").add(Map.of("n", 1)));
            }
            transaction.set(db.document("counts/now"), Map.of("n", count));
            return count;
        }));
        assertThat(seen).isEqualTo(1);
        assertThat(attempts).hasValue(2);
    }

    @Test
    void changesThatTheTransactionDidNotReadDoNotDisturbIt() {
        Query landed = db.collection("calm").whereEqualTo("state", "LANDED");
        AtomicInteger attempts = new AtomicInteger();
        await(db.runTransaction(transaction -> {
            attempts.incrementAndGet();
            int size = await(transaction.get(landed)).size();
            await(db.document("calm/other").set(Map.of("state", "MERGED")));
            transaction.set(db.document("calm-log/1"), Map.of("n", size));
            return size;
        }));
        assertThat(attempts).hasValue(1);
    }

    @Test
    void whoeverGivesUpSeesTheServicesText() {
        DocumentReference hot = db.document("hot/document");
        AtomicInteger writes = new AtomicInteger();
        ApiFuture<Void> hopeless = db.runTransaction(
                transaction -> {
                    DocumentSnapshot unused = await(transaction.get(hot));
                    await(hot.set(Map.of("n", writes.incrementAndGet())));
                    transaction.set(hot, Map.of("n", -1));
                    return null;
                },
                TransactionOptions.createReadWriteOptionsBuilder()
                        .setNumberOfAttempts(2)
                        .build());
        assertRefused(Status.Code.ABORTED, hopeless);
        assertThat(writes).hasValue(2);
    }

    @Test
    void readOnlyTransactionsSeeOneState() {
        DocumentReference left = db.document("pair/left");
        DocumentReference right = db.document("pair/right");
        await(left.set(Map.of("n", 1)));
        await(right.set(Map.of("n", 1)));
        List<Long> seen = await(db.runTransaction(
                transaction -> {
                    long first = await(transaction.get(left)).getLong("n");
                    await(left.set(Map.of("n", 2)));
                    await(right.set(Map.of("n", 2)));
                    return List.of(first, await(transaction.get(right)).getLong("n"));
                },
                TransactionOptions.createReadOnlyOptionsBuilder().build()));
        assertThat(seen).containsExactly(1L, 1L);
    }

    @Test
    void aPastStateCanBeRead() {
        DocumentReference document = db.document("past/document");
        var before = await(document.set(Map.of("n", 1))).getUpdateTime();
        await(document.set(Map.of("n", 2)));
        long seen = await(db.runTransaction(
                transaction -> await(transaction.get(document)).getLong("n"),
                TransactionOptions.createReadOnlyOptionsBuilder()
                        .setReadTime(before.toProto())
                        .build()));
        assertThat(seen).isEqualTo(1);
    }

    private interface Racer<T> {
        T run(int number) throws Exception;
    }

    private static <T> List<T> inParallel(int racers, Racer<T> racer) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(racers);
        try {
            List<Callable<T>> tasks = new ArrayList<>();
            for (int i = 0; i < racers; i++) {
                int number = i;
                tasks.add(() -> racer.run(number));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : threads.invokeAll(tasks)) {
                results.add(future.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
