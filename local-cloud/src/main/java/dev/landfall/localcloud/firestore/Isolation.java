package dev.landfall.localcloud.firestore;

import java.util.List;

/**
 * What makes transactions serializable: it chooses the state each read sees, hears of every read, and has the last word
 * at commit. An implementation may also block a reader, as a server with pessimistic locks does. Thread-safe.
 */
interface Isolation {
    /** The time that the transaction's next read sees. */
    long readTime(Transaction transaction);

    /** The document was read, or found missing. */
    void documentRead(Transaction transaction, ResourcePath name);

    void queryRun(Transaction transaction, QueryPlan query, List<StoredDocument> result);

    /**
     * Called inside the commit, under the store's lock.
     *
     * @throws io.grpc.StatusRuntimeException ABORTED if the transaction must be tried again
     */
    void validate(Transaction transaction);
}
