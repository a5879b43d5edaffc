package dev.landfall.core.ledger;

import dev.landfall.core.failure.ErrorDetail;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The steps of a table's merge, of which one at most is open. Its exact batches are fixed before its job is submitted;
 * it is closed together with the last of them, so a run that died is repeated from where it stood. Thread-safe.
 */
public final class TableMerges {
    private final LedgerStore store;
    private final LeasedSteps steps;

    TableMerges(LedgerStore store, LeasedSteps steps) {
        this.store = store;
        this.steps = steps;
    }

    /** Fixes the batches of the table's next merge; its job may be submitted after that. */
    public MergeRecord begin(Lease lease, List<BatchId> ids) {
        return steps.run(lease, ids, List.of(), (transaction, table) -> {
            if (table.merge() != null) {
                throw new IllegalTransitionException("Table " + table.id() + " has an open merge");
            }
            List<BatchRecord> batches =
                    ids.stream().map(id -> LeasedSteps.batch(transaction, id)).toList();
            MergeRecord merge = MergeRecord.first(table.id(), ids);
            batches.forEach(batch -> transaction.put(
                    batch.to(BatchState.MERGING, steps.now()).withMerge(merge.id(), batch.mergeAlone())));
            transaction.put(table.withMerge(merge));
            return merge;
        });
    }

    /** The batch's files are part of the open merge. Harmless when repeated. */
    public void takeFiles(Lease lease, BatchRecord batch, String job) {
        List<FileId> ids = batch.content().files();
        steps.run(lease, List.of(), ids, (transaction, table) -> {
            List<FileRecord> files = transaction.files(ids);
            files.stream()
                    .filter(file -> file.state() == FileState.STAGED)
                    .forEach(file -> transaction.put(
                            file.to(FileState.MERGING, steps.now()).withJob(job)));
            return files;
        });
    }

    /** Remembers of the open merge what its plan found out, before its job is submitted. */
    public void note(Lease lease, MergeRecord merge) {
        change(lease, table -> table.withMerge(merge));
    }

    /** Counts a merge attempt as failed; the next has a job id of its own. */
    public MergeRecord retry(Lease lease, MergeRecord merge) {
        MergeRecord next = merge.nextAttempt();
        change(lease, table -> table.withMerge(next));
        return next;
    }

    /** Takes the open merge apart, so that each of its batches is merged alone and the one at fault is found. */
    public void dissolve(Lease lease, MergeRecord merge) {
        end(
                lease,
                store.batches(merge.batches()),
                BatchState.STAGED,
                batch -> batch.withMerge(merge.id(), true),
                file -> file.state() == FileState.MERGING ? file.to(FileState.STAGED, steps.now()) : file,
                table -> table.withMerge(null));
    }

    /** The open merge's single batch is at fault: it fails and the table is free for the next merge. */
    public void fail(Lease lease, MergeRecord merge, ErrorDetail error) {
        end(
                lease,
                store.batches(merge.batches()),
                BatchState.FAILED,
                batch -> batch.withError(error),
                file -> file.failed(error, steps.now()),
                table -> table.withMerge(null));
    }

    /** The open merge's rows are in the target. */
    public void finish(Lease lease, MergeRecord merge, MergeCounts counts) {
        List<BatchRecord> batches = store.batches(merge.batches());
        Instant newest = batches.stream()
                .filter(batch -> batch.state() == BatchState.MERGING || batch.state() == BatchState.MERGED)
                .map(BatchRecord::newest)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
        end(
                lease,
                batches,
                BatchState.MERGED,
                batch -> batch.withError(null),
                file -> file.to(FileState.MERGED, steps.now()).withError(null),
                table -> table.merged(counts, newest, steps.now()));
    }

    /** Moves those of the batches that are still part of the merge, one by one, and closes it with the last. */
    private void end(
            Lease lease,
            List<BatchRecord> batches,
            BatchState to,
            UnaryOperator<BatchRecord> batchChange,
            UnaryOperator<FileRecord> fileChange,
            UnaryOperator<TableRecord> close) {
        List<BatchRecord> open = batches.stream()
                .filter(batch -> batch.state() == BatchState.MERGING)
                .toList();
        if (open.isEmpty()) {
            change(lease, close);
            return;
        }
        int last = open.size() - 1;
        open.subList(0, last).forEach(batch -> steps.move(lease, batch, to, batchChange, fileChange));
        steps.move(lease, open.get(last), to, batchChange, fileChange, close);
    }

    private void change(Lease lease, UnaryOperator<TableRecord> change) {
        steps.run(lease, (transaction, table) -> {
            transaction.put(change.apply(table));
            return table;
        });
    }
}
