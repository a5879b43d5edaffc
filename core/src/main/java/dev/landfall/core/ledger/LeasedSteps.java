package dev.landfall.core.ledger;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What all steps under a lease have in common: each is one transaction that reads what it needs by one request and is
 * refused once the lease was taken over. Thread-safe.
 */
final class LeasedSteps {
    private final LedgerStore store;
    private final Clock clock;

    LeasedSteps(LedgerStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** One step, given its table; it may run several times, and reads before it writes. */
    @FunctionalInterface
    interface Step<R> {
        R run(LedgerTransaction transaction, TableRecord table);
    }

    /** @throws LeaseLostException if the lease was taken over; nothing is written then */
    <R> R run(Lease lease, Step<R> step) {
        return run(lease, List.of(), List.of(), step);
    }

    /**
     * A step that reads these batches and files.
     *
     * @throws LeaseLostException if the lease was taken over; nothing is written then
     */
    <R> R run(Lease lease, Collection<BatchId> batches, Collection<FileId> files, Step<R> step) {
        return store.transact(transaction -> {
            transaction.fetch(lease.table(), batches, files);
            TableRecord table = transaction
                    .table(lease.table())
                    .filter(found -> holds(found, lease))
                    .orElseThrow(() -> new LeaseLostException(lease));
            return step.run(transaction, table);
        });
    }

    /** Takes a batch and all its files into another state. */
    BatchRecord move(
            Lease lease,
            BatchRecord batch,
            BatchState to,
            UnaryOperator<BatchRecord> batchChange,
            UnaryOperator<FileRecord> fileChange) {
        return move(lease, batch, to, batchChange, fileChange, UnaryOperator.identity());
    }

    /** The same, with a change of the table if there is one. */
    BatchRecord move(
            Lease lease,
            BatchRecord batch,
            BatchState to,
            UnaryOperator<BatchRecord> batchChange,
            UnaryOperator<FileRecord> fileChange,
            UnaryOperator<TableRecord> tableChange) {
        return run(lease, List.of(batch.id()), batch.content().files(), (transaction, table) -> {
            BatchRecord moved = batchChange.apply(batch(transaction, batch.id()).to(to, now()));
            List<FileRecord> files = transaction.files(batch.content().files());
            files.forEach(file -> transaction.put(fileChange.apply(file)));
            transaction.put(moved);
            TableRecord changed = tableChange.apply(table);
            if (!changed.equals(table)) {
                transaction.put(changed);
            }
            return moved;
        });
    }

    /** @throws IllegalTransitionException if it is not there */
    static BatchRecord batch(LedgerTransaction transaction, BatchId id) {
        return transaction
                .batch(id)
                .orElseThrow(() -> new IllegalTransitionException("Batch " + id + " is not in the ledger"));
    }

    static boolean holds(TableRecord table, Lease lease) {
        LeaseState state = table.lease(lease.kind());
        return state.token() == lease.token() && lease.holder().equals(state.holder());
    }

    /** Firestore keeps microseconds; so does every record, wherever it is kept. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
