package dev.landfall.localcloud.firestore;

import com.google.firestore.v1.TransactionOptions;
import com.google.protobuf.ByteString;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The open transactions. Thread-safe. */
final class TransactionTable {
    private final Clock clock;
    private final DocumentStore store;
    private final Map<ByteString, Transaction> open = new ConcurrentHashMap<>();

    TransactionTable(Clock clock, DocumentStore store) {
        this.clock = clock;
        this.store = store;
    }

    Transaction begin(TransactionOptions options) {
        Instant now = clock.instant();
        open.values().removeIf(transaction -> transaction.isExpired(now));
        boolean chosen = options.getReadOnly().hasReadTime();
        OptionalLong snapshot = chosen
                ? OptionalLong.of(store.pastReadTime(options.getReadOnly().getReadTime()))
                : OptionalLong.empty();
        ByteString id = ByteString.copyFromUtf8(UUID.randomUUID().toString());
        Transaction transaction = new Transaction(id, options.hasReadOnly(), snapshot, now);
        open.put(id, transaction);
        return transaction;
    }

    Transaction use(ByteString id) {
        return checked(open.get(id));
    }

    /** Takes a transaction out: it can not be used again, whatever becomes of its commit. */
    Transaction end(ByteString id) {
        return checked(open.remove(id));
    }

    /** Clients also roll back what has just ended with an error, so an unknown transaction is fine. */
    void rollback(ByteString id) {
        open.remove(id);
    }

    private Transaction checked(@Nullable Transaction transaction) {
        Instant now = clock.instant();
        if (transaction == null || transaction.isExpired(now)) {
            throw Refusal.transactionEnded();
        }
        transaction.used(now);
        return transaction;
    }
}
