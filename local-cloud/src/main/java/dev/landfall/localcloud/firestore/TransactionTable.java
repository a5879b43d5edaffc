package dev.landfall.localcloud.firestore;

import com.google.firestore.v1.TransactionOptions;
import com.google.protobuf.ByteString;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The open transactions. Thread-safe. */
final class TransactionTable {
    private final Clock clock;
    private final DocumentStore store;
    private final Map<ByteString, Transaction> open = new ConcurrentHashMap<>();
    private final AtomicLong begun = new AtomicLong();

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
        long order = order(options.getReadWrite().getRetryTransaction());
        ByteString id = ByteString.copyFromUtf8(order + "-" + UUID.randomUUID());
        Transaction transaction = new Transaction(id, options.hasReadOnly(), order, snapshot, now);
        open.put(id, transaction);
        return transaction;
    }

    /** An id begins with the order of its transaction, so that a retry keeps it without anybody remembering it. */
    private long order(ByteString retried) {
        String text = retried.toStringUtf8();
        int end = text.indexOf('-');
        try {
            return end > 0 ? Long.parseLong(text.substring(0, end)) : begun.incrementAndGet();
        } catch (NumberFormatException e) {
            return begun.incrementAndGet();
        }
    }

    Transaction use(ByteString id) {
        return checked(open.get(id));
    }

    /** Takes a transaction out: it can not be used again, whatever becomes of its commit. */
    Transaction end(ByteString id) {
        return checked(open.remove(id));
    }

    /** Clients also roll back what has just ended with an error, so an unknown transaction is fine. */
    Optional<Transaction> rollback(ByteString id) {
        Optional<Transaction> removed = Optional.ofNullable(open.remove(id));
        removed.ifPresent(Transaction::end);
        return removed;
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
