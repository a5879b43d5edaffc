package dev.landfall.core.merge;

import dev.landfall.core.failure.ErrorDetail;
import dev.landfall.core.failure.FailureClass;
import dev.landfall.core.failure.LaterException;
import dev.landfall.core.ledger.BatchId;
import dev.landfall.core.ledger.BatchRecord;
import dev.landfall.core.ledger.BatchState;
import dev.landfall.core.ledger.Drain;
import dev.landfall.core.ledger.Lease;
import dev.landfall.core.ledger.LeaseKind;
import dev.landfall.core.ledger.Ledger;
import dev.landfall.core.ledger.MergeCounts;
import dev.landfall.core.ledger.MergeRecord;
import dev.landfall.core.ledger.TableMerges;
import dev.landfall.core.ledger.TableRecord;
import dev.landfall.core.sql.Statement;
import dev.landfall.core.status.TransitionLog;
import dev.landfall.core.table.LoadMode;
import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TableSpec;
import dev.landfall.core.warehouse.JobOutcome;
import dev.landfall.core.warehouse.JobPriority;
import dev.landfall.core.warehouse.Warehouse;
import dev.landfall.core.warehouse.WarehouseException;
import dev.landfall.core.warehouse.WarehouseTable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Folds all staged batches of one table into its target. The exact batches of a merge are in the ledger before its job
 * is submitted, and the job's id follows from them, so a run that died is picked up where it stood. Thread-safe.
 */
public final class TableMerger {
    private static final int MOST_BATCHES = 50;
    private static final int MOST_ATTEMPTS_IN_A_ROW = 5;
    private static final int MOST_ATTEMPTS_OF_A_TRANSACTION = 3;

    private final Ledger ledger;
    private final TableMerges merges;
    private final Warehouse warehouse;
    private final Function<TableId, Optional<TableSpec>> specs;
    private final MergeBudget budget;
    private final Sequences sequences;
    private final Duration patience;
    private final Clock clock;
    private final TransitionLog log;
    private final Drain drain;

    /**
     * A merger without a limit of bytes.
     *
     * @param patience how long one message may be worked on
     */
    public TableMerger(
            Ledger ledger,
            Warehouse warehouse,
            Function<TableId, Optional<TableSpec>> specs,
            Duration patience,
            Clock clock,
            TransitionLog log) {
        this(ledger, warehouse, specs, MergeBudget.NONE, patience, clock, log);
    }

    /** @param patience how long one message may be worked on */
    public TableMerger(
            Ledger ledger,
            Warehouse warehouse,
            Function<TableId, Optional<TableSpec>> specs,
            MergeBudget budget,
            Duration patience,
            Clock clock,
            TransitionLog log) {
        this.ledger = ledger;
        this.merges = ledger.merges();
        this.warehouse = warehouse;
        this.specs = specs;
        this.budget = budget;
        this.sequences = new Sequences(ledger);
        this.patience = patience;
        this.clock = clock;
        this.log = log;
        this.drain = new Drain(ledger, LeaseKind.MERGE, patience.plusMinutes(1));
    }

    /**
     * Merges what is staged for the table, unless another message is at it.
     *
     * @throws LaterException if work is left that the message's redelivery must pick up
     */
    public void drain(TableId table, String event) {
        Instant deadline = clock.instant().plus(patience);
        Drain.End end = drain.run(table, event, lease -> {
            Optional<MergeRecord> open = unfinished(table);
            if (open.isPresent() && warehouse.knows(open.get().job(table))) {
                // Its staging tables may be gone already, so it is not planned again.
                settle(lease, open.get(), deadline);
                open = unfinished(table);
            }
            Optional<Work> work = next(lease, open);
            while (work.isPresent() && run(lease, work.get().merge(), work.get().spec(), deadline)) {
                work = next(lease, unfinished(table));
            }
        });
        if (end != Drain.End.DONE) {
            log.info("MERGE " + end, "table", table, "event", event);
        }
    }

    private Optional<MergeRecord> unfinished(TableId table) {
        return ledger.table(table).map(TableRecord::merge);
    }

    /** An open merge, and the spec that it is planned by. */
    private record Work(MergeRecord merge, TableSpec spec) {}

    private Optional<Work> next(Lease lease, Optional<MergeRecord> open) {
        return open.isPresent() ? Optional.of(new Work(open.get(), spec(lease.table()))) : begin(lease);
    }

    private Optional<Work> begin(Lease lease) {
        List<BatchRecord> staged = ledger.batches(lease.table(), BatchState.STAGED, MOST_BATCHES);
        if (staged.isEmpty()) {
            return Optional.empty();
        }
        TableSpec spec = spec(lease.table());
        if (spec.replaces()) {
            staged = sequences.complete(lease.table(), staged);
        }
        if (staged.isEmpty()) {
            return Optional.empty();
        }
        // Batches of a merge that failed are tried one by one, to find the one at fault.
        List<BatchRecord> chosen = staged.stream()
                .filter(BatchRecord::mergeAlone)
                .findFirst()
                .map(List::of)
                .orElse(staged);
        MergeRecord merge =
                merges.begin(lease, chosen.stream().map(BatchRecord::id).toList());
        log.info("MERGING", "table", lease.table(), "job", merge.job(lease.table()), "batches", chosen.size());
        return Optional.of(new Work(merge, spec));
    }

    private TableSpec spec(TableId table) {
        return specs.apply(table)
                .orElseThrow(() -> new LaterException("Table " + table + " has neither spec nor target any more"));
    }

    /** From the persisted list of batches to the end of the job; false if the merge has to wait. */
    private boolean run(Lease lease, MergeRecord merge, TableSpec spec, Instant deadline) {
        List<StagedBatch> batches = new ArrayList<>();
        List<BatchRecord> gone = new ArrayList<>();
        for (BatchRecord batch : merging(merge)) {
            merges.takeFiles(lease, batch, merge.job(lease.table()));
            look(lease, batch, batches, gone);
        }
        if (!gone.isEmpty() && warehouse.knows(merge.job(lease.table()))) {
            // A run that has lost its lease since was faster: the job has them, and tells how it ended.
            settle(lease, merge, deadline);
            return true;
        }
        gone.forEach(batch -> fail(
                lease,
                batch.id(),
                new ErrorDetail(
                        "staging_missing",
                        "Staging table " + batch.staging() + " is gone",
                        "Retry the files " + batch.content().uris())));
        if (batches.isEmpty()) {
            merges.dissolve(lease, merge);
            return true;
        }
        MergePlan plan = MergePlan.decide(spec, state(spec, batches), batches);
        plan.misfits().forEach((batch, error) -> fail(lease, batch, error));
        Fold fold = plan.fold();
        if (fold == null || !plan.misfits().isEmpty()) {
            // The others are looked at anew, without them: a snapshot that cannot be merged replaces nothing.
            return true;
        }
        try {
            if (plan.schemaChange() != null && !changeSchema(lease, merge, plan.schemaChange(), deadline)) {
                return true;
            }
            Statement statement = fold.statement(warehouse::read);
            MergeRecord planned = merge.planned(fold.rejected(warehouse::read), fold.snapshot());
            Optional<ErrorDetail> tooMuch = aboveBudget(spec, statement);
            if (tooMuch.isPresent()) {
                return holdUp(lease, planned, tooMuch.get());
            }
            if (!planned.equals(merge)) {
                merges.note(lease, planned);
            }
            warehouse.submit(
                    planned.job(lease.table()),
                    statement,
                    spec.merge().batchPriority() ? JobPriority.BATCH : JobPriority.INTERACTIVE);
            settle(lease, planned, deadline);
        } catch (WarehouseException e) {
            if (e.failureClass() != FailureClass.POISON) {
                throw e;
            }
            failed(lease, merge, new JobOutcome.Failure(FailureClass.POISON, e.error()));
        }
        return true;
    }

    private TargetState state(TableSpec spec, List<StagedBatch> batches) {
        TableId target = spec.target();
        TableId tombstones =
                Tombstones.of(target, batches.get(0).batch().staging().dataset());
        return new TargetState(
                warehouse.table(target).map(WarehouseTable::schema),
                tombstones,
                spec.merge().deletes() == null
                        ? Optional.empty()
                        : warehouse.table(tombstones).map(WarehouseTable::schema),
                spec.mode() == LoadMode.REPLACE ? newest(target, batches) : null);
    }

    private long newest(TableId target, List<StagedBatch> batches) {
        long staged = sequences.greatest(batches);
        return ledger.table(target)
                .map(TableRecord::snapshot)
                .map(before -> Math.max(before, staged))
                .orElse(staged);
    }

    private Optional<ErrorDetail> aboveBudget(TableSpec spec, Statement statement) {
        Long limit = spec.merge().budgetBytes() == null
                ? budget.bytes()
                : spec.merge().budgetBytes();
        if (limit == null) {
            return Optional.empty();
        }
        long bytes = warehouse.bytesScanned(statement);
        return bytes <= limit
                ? Optional.empty()
                : Optional.of(new ErrorDetail(
                        "over_budget",
                        "The merge into " + spec.target() + " would scan " + bytes + " bytes; its budget is " + limit,
                        "Partition the target, raise merge_budget in its spec, or unset it"));
    }

    private boolean holdUp(Lease lease, MergeRecord merge, ErrorDetail why) {
        if (budget.above() == MergeBudget.Above.REFUSE) {
            merges.fail(lease, merge, why);
            merge.batches().forEach(batch -> buried(batch, why));
            return true;
        }
        if (!merge.deferredFor(why).equals(unfinished(lease.table()).orElse(null))) {
            merges.note(lease, merge.deferredFor(why));
            log.warning("MERGE DEFERRED", "table", lease.table(), "reason", why.message(), "advice", why.advice());
        }
        return false;
    }

    private void look(Lease lease, BatchRecord batch, List<StagedBatch> staged, List<BatchRecord> gone) {
        try {
            warehouse
                    .table(batch.staging())
                    .ifPresentOrElse(
                            found -> staged.add(new StagedBatch(batch, found.schema())), () -> gone.add(batch));
        } catch (IllegalArgumentException e) {
            fail(
                    lease,
                    batch.id(),
                    new ErrorDetail(
                            "illegal_column",
                            "The files have a column that Landfall does not carry: " + e.getMessage(),
                            "Rename the column at the source and drop the files again"));
        }
    }

    /** True once the target fits; false if the merge goes on otherwise. */
    private boolean changeSchema(Lease lease, MergeRecord merge, Statement change, Instant deadline) {
        String job = merge.job(lease.table()) + "_schema";
        warehouse.submit(job, change, JobPriority.INTERACTIVE);
        JobOutcome outcome = await(job, deadline);
        if (outcome instanceof JobOutcome.Failure failure) {
            failed(lease, merge, failure);
            return false;
        }
        log.info("SCHEMA CHANGED", "table", lease.table(), "job", job);
        return true;
    }

    private void settle(Lease lease, MergeRecord merge, Instant deadline) {
        TableId table = lease.table();
        JobOutcome outcome = await(merge.job(table), deadline);
        if (outcome instanceof JobOutcome.Failure failure) {
            failed(lease, merge, failure);
            return;
        }
        JobOutcome.Success success = (JobOutcome.Success) outcome;
        long source = 0;
        for (BatchRecord batch : ledger.batches(merge.batches())) {
            if (batch.state() == BatchState.MERGING || batch.state() == BatchState.MERGED) {
                source += Objects.requireNonNullElse(batch.rows(), 0L);
                warehouse.drop(batch.staging());
            }
        }
        MergeCounts counts =
                new MergeCounts(source, success.inserted(), success.updated(), success.deleted(), merge.rejected());
        merges.finish(lease, merge, counts);
        log.info(
                "MERGED",
                "table",
                table,
                "job",
                merge.job(table),
                "batches",
                merge.batches().size(),
                "inserted",
                counts.inserted(),
                "updated",
                counts.updated(),
                "deleted",
                counts.deleted(),
                "rejected",
                counts.rejected(),
                "ignored",
                counts.ignored());
    }

    private void failed(Lease lease, MergeRecord merge, JobOutcome.Failure failure) {
        ErrorDetail error = failure.error();
        log.warning("MERGE FAILED", "table", lease.table(), "job", merge.job(lease.table()), "error", error.message());
        if (failure.failureClass() == FailureClass.POISON && !mayBeAConflict(lease.table(), merge)) {
            blame(lease, merge, error);
            return;
        }
        // The failed job has used its id up, whenever the next attempt is made.
        MergeRecord next = merges.retry(lease, merge);
        boolean atOnce = failure.failureClass() == FailureClass.RETRY || failure.failureClass() == FailureClass.POISON;
        if (!atOnce || next.attempt() % MOST_ATTEMPTS_IN_A_ROW == 0) {
            throw new LaterException("The merge of " + lease.table() + " could not run: " + error.message());
        }
    }

    /** A transaction that lost against a concurrent change is cancelled with the reason of a wrong statement. */
    private boolean mayBeAConflict(TableId table, MergeRecord merge) {
        return merge.attempt() < MOST_ATTEMPTS_OF_A_TRANSACTION
                && specs.apply(table).filter(TableSpec::mergesInTransaction).isPresent();
    }

    /** The merge can never succeed: its batches are tried one by one, and a single one is at fault. */
    private void blame(Lease lease, MergeRecord merge, ErrorDetail error) {
        List<BatchRecord> batches = merging(merge);
        if (batches.size() > 1) {
            merges.dissolve(lease, merge);
            return;
        }
        merges.fail(lease, merge, error);
        merge.batches().forEach(batch -> buried(batch, error));
    }

    private void fail(Lease lease, BatchId batch, ErrorDetail error) {
        ledger.fail(lease, ledger.batch(batch).orElseThrow(), error);
        buried(batch, error);
    }

    /** A batch that failed is told of, and its staging table goes: a retry loads the files again. */
    private void buried(BatchId id, ErrorDetail error) {
        BatchRecord batch = ledger.batch(id).orElseThrow();
        if (batch.state() != BatchState.FAILED) {
            return;
        }
        warehouse.drop(batch.staging());
        log.error(
                "FAILED",
                "table",
                batch.table(),
                "batch",
                batch.id(),
                "files",
                batch.content().uris(),
                "error",
                error.message());
    }

    private List<BatchRecord> merging(MergeRecord merge) {
        return ledger.batches(merge.batches()).stream()
                .filter(batch -> batch.state() == BatchState.MERGING)
                .toList();
    }

    private JobOutcome await(String job, Instant deadline) {
        return warehouse
                .await(job, deadline)
                .orElseThrow(() ->
                        new LaterException("Job " + job + " still runs; the message's next delivery goes on with it"));
    }
}
