package dev.landfall.core.ledger;

import dev.landfall.core.table.TableId;
import java.util.List;

/**
 * The table's open merge, persisted before its job is submitted.
 *
 * @param id a hash of the batches
 * @param attempt from 1; part of the job id
 */
public record MergeRecord(String id, int attempt, List<BatchId> batches) {
    public MergeRecord {
        batches = List.copyOf(batches);
    }

    static MergeRecord first(TableId table, List<BatchId> batches) {
        return new MergeRecord(BatchId.nameOf(table, batches), 1, batches);
    }

    MergeRecord nextAttempt() {
        return new MergeRecord(id, attempt + 1, batches);
    }

    /** The id of the current attempt's merge job: whoever submits it again finds the same job. */
    public String job(TableId table) {
        return JobNames.merge(table, id, attempt);
    }
}
