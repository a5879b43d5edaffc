package dev.landfall.localcloud.firestore;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.core.ApiFuture;
import com.google.cloud.firestore.DocumentReference;
import com.google.cloud.firestore.Query;
import com.google.cloud.firestore.TransactionOptions;
import com.google.cloud.firestore.WriteResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PessimisticTransactionsTest extends FirestoreTest {
    private static final TransactionOptions PATIENT = TransactionOptions.createReadWriteOptionsBuilder()
            .setNumberOfAttempts(100)
            .build();

    @Override
    FirestoreIsolation isolation() {
        return FirestoreIsolation.PESSIMISTIC;
    }

    @Test
    void contendedIncrementsAreNotLost() {
        DocumentReference counter = db.document("contended/counter");
        await(counter.set(Map.of("n", 0)));
        List<ApiFuture<Long>> increments = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            increments.add(db.runTransaction(
                    transaction -> {
                        long n = await(transaction.get(counter)).getLong("n");
                        transaction.update(counter, "n", n + 1);
                        return n;
                    },
                    PATIENT));
        }
        increments.forEach(FirestoreTest::await);
        assertThat(await(counter.get()).getLong("n")).isEqualTo(20);
    }

    @Test
    void aWriteFromOutsideWaitsForTheTransactionThatReadTheDocument() {
        DocumentReference wanted = db.document("waits/wanted");
        AtomicInteger attempts = new AtomicInteger();
        List<ApiFuture<WriteResult>> outside = new CopyOnWriteArrayList<>();
        await(db.runTransaction(transaction -> {
            attempts.incrementAndGet();
            boolean exists = await(transaction.get(wanted)).exists();
            outside.add(wanted.set(Map.of("by", "outside")));
            // A round trip, so that the write has most likely arrived.
            await(db.document("waits/other").set(Map.of("n", 1)));
            transaction.set(wanted, Map.of("by", "transaction"));
            return exists;
        }));
        assertThat(attempts).hasValue(1);
        outside.forEach(FirestoreTest::await);
        assertThat(await(wanted.get()).getString("by")).isEqualTo("outside");
    }

    @Test
    void aRowThatWouldMatchWaitsAndOthersDoNot() {
        Query landed = db.collection("rows").whereEqualTo("state", "LANDED");
        AtomicInteger attempts = new AtomicInteger();
        List<ApiFuture<WriteResult>> outside = new CopyOnWriteArrayList<>();
        int seen = await(db.runTransaction(transaction -> {
            attempts.incrementAndGet();
            int before = await(transaction.get(landed)).size();
            outside.add(db.document("rows/landed").set(Map.of("state", "LANDED")));
            await(db.document("rows/merged").set(Map.of("state", "MERGED")));
            int again = await(transaction.get(landed)).size();
            transaction.set(db.document("rows-log/1"), Map.of("n", again));
            return before + again;
        }));
        outside.forEach(FirestoreTest::await);
        assertThat(seen).isZero();
        assertThat(attempts).hasValue(1);
        assertThat(await(landed.get()).size()).isEqualTo(1);
    }
}
