package dev.landfall.localcloud.firestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.firestore.v1.Document;
import com.google.firestore.v1.StructuredQuery;
import com.google.firestore.v1.Value;
import com.google.firestore.v1.Write;
import com.google.firestore.v1.WriteResult;
import com.google.protobuf.ByteString;
import io.grpc.Status;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PessimisticIsolationTest {
    private static final String ROOT = "projects/p/databases/(default)/documents";
    private static final ResourcePath LEASE = ResourcePath.parseDocument(ROOT + "/leases/one");

    private final DocumentStore store = new DocumentStore(Clock.systemUTC());
    private final Clock clock = Clock.systemUTC();
    private final Isolation hasty = new PessimisticIsolation(store, clock, Duration.ofMillis(50));
    private final Transaction older = transaction(1);
    private final Transaction younger = transaction(2);

    @Test
    void aWriteFromOutsideIsRefusedAfterTheDeadline() {
        long unused = hasty.documentRead(older, LEASE);
        assertAborted(() -> write(null, LEASE, 1));
        end(older);
        write(null, LEASE, 1);
        assertThat(store.get(LEASE, store.readTime())).isNotNull();
    }

    @Test
    void aReaderDoesNotBlockReadersNorItself() {
        long first = hasty.documentRead(older, LEASE);
        assertThat(hasty.documentRead(younger, LEASE)).isGreaterThanOrEqualTo(first);
        end(younger);
        write(older, LEASE, 1);
        assertThat(store.get(LEASE, store.readTime())).isNotNull();
    }

    @Test
    void theOlderTakesTheLocksOfTheYounger() {
        long first = hasty.documentRead(older, LEASE);
        assertThat(hasty.documentRead(younger, LEASE)).isGreaterThanOrEqualTo(first);
        assertAborted(() -> write(younger, LEASE, 2));
        write(older, LEASE, 1);
        assertAborted(() -> hasty.documentRead(younger, LEASE));
        assertAborted(() -> write(younger, LEASE, 2));
    }

    @Test
    void aQueryLocksWhatMatchesOrWouldMatch() {
        StructuredQuery states = StructuredQuery.newBuilder()
                .addFrom(StructuredQuery.CollectionSelector.newBuilder().setCollectionId("leases"))
                .build();
        long unused = hasty.queryRead(older, QueryPlan.of(ROOT, states));
        assertAborted(() -> write(null, LEASE, 1));
        write(null, ResourcePath.parseDocument(ROOT + "/leases/one/logs/first"), 1);
        write(null, ResourcePath.parseDocument(ROOT + "/others/one"), 1);
    }

    @Test
    void expiredTransactionsHoldNothing() {
        Instant longAgo = clock.instant().minus(Transaction.MAX_AGE).minusSeconds(1);
        Transaction forgotten = new Transaction(ByteString.EMPTY, false, 1, OptionalLong.empty(), longAgo);
        long unused = hasty.documentRead(forgotten, LEASE);
        write(null, LEASE, 1);
        assertThat(store.get(LEASE, store.readTime())).isNotNull();
    }

    private void write(@Nullable Transaction transaction, ResourcePath name, long value) {
        Write write = Write.newBuilder()
                .setUpdate(Document.newBuilder()
                        .setName(name.toString())
                        .putFields(
                                "n", Value.newBuilder().setIntegerValue(value).build()))
                .build();
        WriteResult unused = hasty.commit(transaction, draft -> Writes.apply(write, draft));
    }

    private void end(Transaction transaction) {
        transaction.end();
        hasty.ended(transaction);
    }

    private Transaction transaction(long order) {
        return new Transaction(ByteString.EMPTY, false, order, OptionalLong.empty(), clock.instant());
    }

    private static void assertAborted(ThrowingCallable action) {
        assertThatThrownBy(action)
                .satisfies(e -> assertThat(Status.fromThrowable(e).getCode()).isEqualTo(Status.Code.ABORTED));
    }
}
