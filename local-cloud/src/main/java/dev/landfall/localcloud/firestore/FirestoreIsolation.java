package dev.landfall.localcloud.firestore;

import java.time.Clock;

/** How transactions are kept apart. Both ways are serializable; they differ in who waits and who is refused. */
public enum FirestoreIsolation {
    /** Nobody waits; a transaction is refused at its commit if what it read has changed. */
    OPTIMISTIC {
        @Override
        Isolation over(DocumentStore store, Clock clock) {
            return new OptimisticIsolation(store);
        }
    },
    /** Writers wait up to 20 seconds for the transactions that read what they change: the real default of servers. */
    PESSIMISTIC {
        @Override
        Isolation over(DocumentStore store, Clock clock) {
            return new PessimisticIsolation(store, clock, PessimisticIsolation.LOCK_DEADLINE);
        }
    };

    abstract Isolation over(DocumentStore store, Clock clock);
}
