package dev.landfall.core.ledger;

import dev.landfall.core.failure.ErrorDetail;
import dev.landfall.core.table.TableId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The table's open merge, persisted before its job is submitted.
 *
 * @param id a hash of the batches
 * @param attempt from 1; part of the job id
 * @param rejected source rows that it leaves out, with NULL in a key
 * @param snapshot the greatest sequence that the target will have taken; null for modes that do not replace
 * @param deferred why its job is not submitted for now; null if nothing holds it up
 */
public record MergeRecord(
        String id,
        int attempt,
        List<BatchId> batches,
        long rejected,
        @Nullable Long snapshot,
        @Nullable ErrorDetail deferred) {
    public MergeRecord {
        batches = List.copyOf(batches);
    }

    static MergeRecord first(TableId table, List<BatchId> batches) {
        return new MergeRecord(BatchId.nameOf(table, batches), 1, batches, 0, null, null);
    }

    MergeRecord nextAttempt() {
        return new MergeRecord(id, attempt + 1, batches, rejected, snapshot, null);
    }

    /** With what its plan found out. */
    public MergeRecord planned(long rejectedRows, @Nullable Long newestSnapshot) {
        return new MergeRecord(id, attempt, batches, rejectedRows, newestSnapshot, null);
    }

    public MergeRecord deferredFor(ErrorDetail why) {
        return new MergeRecord(id, attempt, batches, rejected, snapshot, why);
    }

    /** The id of the current attempt's merge job: whoever submits it again finds the same job. */
    public String job(TableId table) {
        return JobNames.merge(table, id, attempt);
    }
}
