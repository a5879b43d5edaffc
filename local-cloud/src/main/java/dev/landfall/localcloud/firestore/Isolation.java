package dev.landfall.localcloud.firestore;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What makes transactions serializable: it hears of every read and chooses the state the read sees, and every commit
 * goes through it, also those outside transactions. It may make a caller wait. Thread-safe.
 */
interface Isolation {
    /**
     * The time that the transaction's next read sees.
     *
     * @throws io.grpc.StatusRuntimeException ABORTED if the transaction must be tried again; so do the others
     */
    long readTime(Transaction transaction);

    /** Announces that the document will be read, and returns the time to read at. */
    long documentRead(Transaction transaction, ResourcePath name);

    /** Announces that the query will be run, and returns the time to run it at. */
    long queryRead(Transaction transaction, QueryPlan query);

    /** @param transaction what the commit ends; null outside transactions */
    <T> T commit(@Nullable Transaction transaction, Function<Draft, T> body);

    /** The transaction is over, committed or not. */
    void ended(Transaction transaction);
}
