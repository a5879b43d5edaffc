package dev.landfall.localcloud.firestore;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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
    public long documentRead(Transaction transaction, ResourcePath name) {
        transaction.reads().addDocument(name);
        return readTime(transaction);
    }

    @Override
    public long queryRead(Transaction transaction, QueryPlan query) {
        transaction.reads().addQuery(query);
        return readTime(transaction);
    }

    @Override
    public <T> T commit(@Nullable Transaction transaction, Function<Draft, T> body) {
        return store.commit(draft -> {
            if (transaction != null && !transaction.reads().stillHold(store, readTime(transaction))) {
                throw Refusal.contention();
            }
            return body.apply(draft);
        });
    }

    @Override
    public void ended(Transaction transaction) {
        // Nobody waits for it.
    }
}
