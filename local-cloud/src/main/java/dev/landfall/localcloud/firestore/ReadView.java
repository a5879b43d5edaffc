package dev.landfall.localcloud.firestore;

import com.google.firestore.v1.Document;
import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state that one request reads: a point in time, and on behalf of which transaction, if any. With locks the time
 * moves on at each read. Used by the thread of the request only.
 */
final class ReadView {
    private final DocumentStore store;
    private final Isolation isolation;
    private long micros;
    private final @Nullable Transaction transaction;
    private final boolean begunHere;

    /** @param begunHere whether this very request began the transaction, and so must tell its id */
    ReadView(
            DocumentStore store,
            Isolation isolation,
            long micros,
            @Nullable Transaction transaction,
            boolean begunHere) {
        this.store = store;
        this.isolation = isolation;
        this.micros = micros;
        this.transaction = transaction;
        this.begunHere = begunHere;
    }

    @Nullable
    Document get(ResourcePath name) {
        if (transaction != null && !transaction.isReadOnly()) {
            micros = isolation.documentRead(transaction, name);
        }
        return store.get(name, micros);
    }

    List<StoredDocument> run(QueryPlan query) {
        if (transaction != null && !transaction.isReadOnly()) {
            micros = isolation.queryRead(transaction, query);
        }
        return query.run(store, micros);
    }

    DocumentStore store() {
        return store;
    }

    long micros() {
        return micros;
    }

    Timestamp readTime() {
        return Micros.timestamp(micros);
    }

    /** The id of the transaction that this request began, else empty. */
    ByteString begunTransaction() {
        return begunHere && transaction != null ? transaction.id() : ByteString.EMPTY;
    }
}
