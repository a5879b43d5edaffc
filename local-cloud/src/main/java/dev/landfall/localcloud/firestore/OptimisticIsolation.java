package dev.landfall.localcloud.firestore;

import java.util.List;

/**
 * Never blocks: all reads of a transaction see one snapshot, and the commit is refused if any document it read, or the
 * result of any query it ran, is no longer the same. That covers documents found missing and rows that appeared since.
 */
final class OptimisticIsolation implements Isolation {
    private final DocumentStore store;

    OptimisticIsolation(DocumentStore store) {
        this.store = store;
    }

    @Override
    public long readTime(Transaction transaction) {
        return transaction.snapshot(store::readTime);
    }

    @Override
    public void documentRead(Transaction transaction, ResourcePath name) {
        transaction.reads().addDocument(name);
    }

    @Override
    public void queryRun(Transaction transaction, QueryPlan query, List<StoredDocument> result) {
        transaction.reads().addQuery(query, result);
    }

    @Override
    public void validate(Transaction transaction) {
        long snapshot = transaction.snapshot(store::readTime);
        if (!transaction.reads().stillHold(store, snapshot)) {
            throw Refusal.contention();
        }
    }
}
