package dev.landfall.core.load;

import dev.landfall.core.batch.BatchPlanner;
import dev.landfall.core.batch.LoadJobs;
import dev.landfall.core.failure.ErrorDetail;
import dev.landfall.core.failure.FailureClass;
import dev.landfall.core.failure.LaterException;
import dev.landfall.core.ledger.BatchContent;
import dev.landfall.core.ledger.BatchRecord;
import dev.landfall.core.ledger.BatchState;
import dev.landfall.core.ledger.Drain;
import dev.landfall.core.ledger.FileRecord;
import dev.landfall.core.ledger.FileState;
import dev.landfall.core.ledger.Lease;
import dev.landfall.core.ledger.LeaseKind;
import dev.landfall.core.ledger.Ledger;
import dev.landfall.core.status.TransitionLog;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.DatasetName;
import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TableSchema;
import dev.landfall.core.table.TableSpec;
import dev.landfall.core.warehouse.JobOutcome;
import dev.landfall.core.warehouse.Warehouse;
import dev.landfall.core.warehouse.WarehouseException;
import dev.landfall.core.warehouse.WarehouseTable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Drains one table: landed files become batches, batches become staging tables, and the merge is announced. Every side
 * effect can be repeated and every state between two of them is picked up by the next run, since a batch is in the
 * ledger before its job is submitted and the job's id follows from it. Thread-safe.
 */
public final class TableLoader {
    private static final int MOST_LANDED_FILES = 5_000;
    private static final int MOST_BATCHES_AT_ONCE = 8;
    private static final int MOST_ATTEMPTS_IN_A_ROW = 5;

    private final Ledger ledger;
    private final Warehouse warehouse;
    private final MergeQueue merges;
    private final BatchPlanner planner;
    private final DatasetName stagingDataset;
    private final Duration patience;
    private final Clock clock;
    private final TransitionLog log;
    private final Drain drain;

    /** @param patience how long one event may be worked on */
    public TableLoader(
            Ledger ledger,
            Warehouse warehouse,
            MergeQueue merges,
            BatchPlanner planner,
            DatasetName stagingDataset,
            Duration patience,
            Clock clock,
            TransitionLog log) {
        this.ledger = ledger;
        this.warehouse = warehouse;
        this.merges = merges;
        this.planner = planner;
        this.stagingDataset = stagingDataset;
        this.patience = patience;
        this.clock = clock;
        this.log = log;
        this.drain = new Drain(ledger, LeaseKind.LOAD, patience.plusMinutes(1));
    }

    /**
     * Loads what has landed for the table, unless another event is at it.
     *
     * @throws LaterException if work is left that the event's redelivery must pick up
     */
    public void drain(TableSpec spec, String event) {
        Instant deadline = clock.instant().plus(patience);
        Drain.End end = drain.run(spec.target(), event, lease -> {
            List<BatchRecord> batches = nextBatches(lease, spec);
            if (batches.isEmpty()) {
                // An earlier run may have died between its last batch and its message.
                announce(spec.target());
            }
            while (!batches.isEmpty()) {
                load(lease, spec, batches, deadline);
                announce(spec.target());
                batches = nextBatches(lease, spec);
            }
        });
        if (end != Drain.End.DONE) {
            log.info("LOAD " + end, "table", spec.target(), "event", event);
        }
    }

    /** Batches that an earlier run left behind, else new ones. */
    private List<BatchRecord> nextBatches(Lease lease, TableSpec spec) {
        List<BatchRecord> open = ledger.batches(lease.table(), BatchState.LOADING, MOST_BATCHES_AT_ONCE);
        if (!open.isEmpty()) {
            return open;
        }
        List<FileRecord> landed = ledger.files(lease.table(), FileState.LANDED, MOST_LANDED_FILES);
        List<BatchContent> plan = planner.plan(landed, dataColumns(spec, landed));
        List<BatchRecord> opened = new ArrayList<>();
        for (BatchContent content : plan.subList(0, Math.min(plan.size(), MOST_BATCHES_AT_ONCE))) {
            BatchRecord batch = ledger.open(lease, content, stagingDataset);
            opened.add(batch);
            log.info(
                    "LOADING",
                    "table",
                    batch.table(),
                    "batch",
                    batch.id(),
                    "job",
                    batch.loadJob(),
                    "files",
                    content.files().size());
        }
        return opened;
    }

    /** What spec and target know of the files' columns; nobody asks unless a name carries a sequence. */
    private Set<ColumnName> dataColumns(TableSpec spec, List<FileRecord> landed) {
        if (landed.stream().noneMatch(file -> file.toLoad().layout().carriesSequence())) {
            return Set.of();
        }
        Set<ColumnName> columns = new HashSet<>(spec.namedColumns());
        warehouse
                .table(spec.target())
                .ifPresent(target -> target.schema().columns().forEach(column -> columns.add(column.name())));
        return columns;
    }

    private void load(Lease lease, TableSpec spec, List<BatchRecord> batches, Instant deadline) {
        Optional<TableSchema> target = batches.stream().anyMatch(LoadJobs::needTarget)
                ? warehouse.table(spec.target()).map(WarehouseTable::schema)
                : Optional.empty();
        List<BatchRecord> submitted = new ArrayList<>();
        for (BatchRecord batch : batches) {
            if (submit(lease, batch, spec, target)) {
                submitted.add(batch);
            }
        }
        for (BatchRecord batch : submitted) {
            settle(lease, spec, target, batch, deadline);
        }
    }

    /** False if the service refused the job for the sake of its input. */
    private boolean submit(Lease lease, BatchRecord batch, TableSpec spec, Optional<TableSchema> target) {
        try {
            warehouse.submit(LoadJobs.of(batch, spec, target));
            return true;
        } catch (WarehouseException e) {
            if (e.failureClass() != FailureClass.POISON) {
                throw e;
            }
            isolate(lease, batch, e.error());
            return false;
        }
    }

    private void settle(
            Lease lease, TableSpec spec, Optional<TableSchema> target, BatchRecord submitted, Instant deadline) {
        BatchRecord batch = submitted;
        for (int round = 1; ; round++) {
            JobOutcome outcome = await(batch, deadline);
            if (outcome instanceof JobOutcome.Success success) {
                ledger.stage(lease, batch.id(), success.rows());
                log.info("STAGED", "table", batch.table(), "batch", batch.id(), "rows", success.rows());
                return;
            }
            JobOutcome.Failure failure = (JobOutcome.Failure) outcome;
            if (failure.failureClass() == FailureClass.POISON) {
                isolate(lease, batch, failure.error());
                return;
            }
            // The failed job has used its id up, whenever the next attempt is made.
            batch = ledger.retryLoad(lease, batch.id(), failure.error());
            if (failure.failureClass() != FailureClass.RETRY || round == MOST_ATTEMPTS_IN_A_ROW) {
                log.warning(
                        "LOAD LATER",
                        "table",
                        batch.table(),
                        "batch",
                        batch.id(),
                        "error",
                        failure.error().message());
                throw new LaterException("Batch " + batch.id() + " of " + batch.table() + " could not be loaded: "
                        + failure.error().message());
            }
            if (!submit(lease, batch, spec, target)) {
                return;
            }
        }
    }

    private JobOutcome await(BatchRecord batch, Instant deadline) {
        return warehouse
                .await(batch.loadJob(), deadline)
                .orElseThrow(() -> new LaterException(
                        "Job " + batch.loadJob() + " still runs; the event's next delivery goes on with it"));
    }

    /** A file of this batch is at fault: halve the batch until it is alone. */
    private void isolate(Lease lease, BatchRecord batch, ErrorDetail error) {
        if (batch.content().files().size() > 1) {
            ledger.split(lease, batch.id(), error);
            log.warning("SPLIT", "table", batch.table(), "batch", batch.id(), "error", error.message());
            return;
        }
        String uri = batch.content().uris().get(0);
        ledger.fail(
                lease,
                batch.id(),
                new ErrorDetail(error.reason(), uri + ": " + error.message(), SequenceClash.advice(batch, error)));
        log.error("FAILED", "table", batch.table(), "file", uri, "batch", batch.id(), "error", error.message());
    }

    private void announce(TableId table) {
        if (!ledger.batches(table, BatchState.STAGED, 1).isEmpty()) {
            merges.announce(table);
        }
    }
}
