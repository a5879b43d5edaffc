package dev.landfall.core.load;

import dev.landfall.core.batch.BatchPlanner;
import dev.landfall.core.batch.LoadJobs;
import dev.landfall.core.budget.LoadBudget;
import dev.landfall.core.budget.LoadDecision;
import dev.landfall.core.budget.LoadDemand;
import dev.landfall.core.failure.ErrorDetail;
import dev.landfall.core.failure.FailureClass;
import dev.landfall.core.failure.LaterException;
import dev.landfall.core.landing.LandingBucket;
import dev.landfall.core.ledger.BatchContent;
import dev.landfall.core.ledger.BatchRecord;
import dev.landfall.core.ledger.BatchState;
import dev.landfall.core.ledger.Drain;
import dev.landfall.core.ledger.FileId;
import dev.landfall.core.ledger.FileRecord;
import dev.landfall.core.ledger.FileState;
import dev.landfall.core.ledger.LandedObject;
import dev.landfall.core.ledger.Lease;
import dev.landfall.core.ledger.LeaseKind;
import dev.landfall.core.ledger.Ledger;
import dev.landfall.core.ledger.Withdrawal;
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
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Drains one table: landed files become batches, batches become staging tables, and the merge is announced. Every side
 * effect can be repeated and every state between two of them is picked up by the next run, since a batch is in the
 * ledger before its job is submitted and the job's id follows from it. Thread-safe.
 */
public final class TableLoader {
    private final Ledger ledger;
    private final Warehouse warehouse;
    private final FileIntake intake;
    private final LiveVersions versions;
    private final MergeQueue merges;
    private final BatchPlanner planner;
    private final LoadBudget budget;
    private final DatasetName stagingDataset;
    private final Duration patience;
    private final Clock clock;
    private final TransitionLog log;
    private final Drain drain;

    /**
     * @param buckets by name
     * @param intake of the versions that are found in the place of others
     * @param patience how long one event may be worked on
     */
    public TableLoader(
            Ledger ledger,
            Warehouse warehouse,
            Function<String, LandingBucket> buckets,
            FileIntake intake,
            MergeQueue merges,
            BatchPlanner planner,
            LoadBudget budget,
            DatasetName stagingDataset,
            Duration patience,
            Clock clock,
            TransitionLog log) {
        this.ledger = ledger;
        this.warehouse = warehouse;
        this.versions = new LiveVersions(buckets);
        this.intake = intake;
        this.merges = merges;
        this.planner = planner;
        this.budget = budget;
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
        List<BatchRecord> open = ledger.batches(lease.table(), BatchState.LOADING, LoadLimits.BATCHES_AT_ONCE);
        if (!open.isEmpty()) {
            return open;
        }
        List<FileRecord> landed =
                newest(lease, ledger.files(lease.table(), FileState.LANDED, LoadLimits.FILES_PLANNED));
        List<BatchContent> plan = planner.plan(landed, dataColumns(spec, landed));
        List<BatchRecord> opened = new ArrayList<>();
        for (BatchContent content : affordable(lease, landed, plan)) {
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

    /** Those of the batches that the budget lets be loaded now. */
    private List<BatchContent> affordable(Lease lease, List<FileRecord> landed, List<BatchContent> plan) {
        if (plan.isEmpty()) {
            return plan;
        }
        List<BatchContent> chosen = new ArrayList<>(plan.stream()
                .filter(planner::isFull)
                .limit(LoadLimits.BATCHES_AT_ONCE)
                .toList());
        int full = chosen.size();
        plan.stream()
                .filter(batch -> !planner.isFull(batch))
                .limit(LoadLimits.BATCHES_AT_ONCE - full)
                .forEach(chosen::add);
        Instant oldest = landed.stream()
                .map(file -> file.reached().getOrDefault(FileState.LANDED, Instant.MIN))
                .min(Comparator.naturalOrder())
                .orElse(Instant.MIN);
        int files = chosen.stream()
                .skip(full)
                .mapToInt(batch -> batch.files().size())
                .sum();
        LoadDecision granted = charge(lease, LoadDemand.batches(full, chosen.size() - full, files, oldest));
        return Stream.concat(
                        chosen.subList(0, granted.ready()).stream(),
                        chosen.subList(full, full + granted.open()).stream())
                .toList();
    }

    /**
     * Charges load jobs to the budget.
     *
     * @throws LaterException if the table has to wait: this event comes again for it
     */
    private LoadDecision charge(Lease lease, LoadDemand demand) {
        int shard = Math.floorMod(Objects.hash(lease.table(), lease.token(), clock.instant()), budget.shards());
        LoadDecision decision = ledger.charge(lease, budget, demand, shard);
        if (decision.jobs() == 0) {
            log.info("LOAD WAITS", "table", lease.table(), "until", String.valueOf(decision.until()));
            // An earlier run may have died between its last batch and its message.
            announce(lease.table());
            throw new LaterException("The files of " + lease.table() + " wait until " + decision.until()
                    + " for company, since much of the budget of load jobs is used");
        }
        return decision;
    }

    /** Without the files of which a newer version has landed as well: nobody can load them any more. */
    private List<FileRecord> newest(Lease lease, List<FileRecord> landed) {
        Map<String, Long> live = new HashMap<>();
        landed.forEach(file -> live.merge(file.object().uri(), file.object().generation(), Math::max));
        Map<FileId, Withdrawal> old = new LinkedHashMap<>();
        for (FileRecord file : landed) {
            long newest = live.getOrDefault(file.object().uri(), file.object().generation());
            if (newest != file.object().generation() && old.size() < LoadLimits.FILES_PER_STEP) {
                old.put(file.id(), Withdrawal.overwritten(file.object().uri(), newest));
            }
        }
        if (old.isEmpty()) {
            return landed;
        }
        ledger.supersede(lease, old);
        old.forEach((file, how) -> log.info(
                "SUPERSEDED", "table", lease.table(), "error", how.error().message()));
        return landed.stream().filter(file -> !old.containsKey(file.id())).toList();
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
                if (withdrawn(lease, batch)) {
                    return;
                }
                ledger.stage(lease, batch, success.rows());
                log.info(
                        "STAGED",
                        "table",
                        batch.table(),
                        "batch",
                        batch.id(),
                        "job",
                        batch.loadJob(),
                        "rows",
                        success.rows());
                return;
            }
            JobOutcome.Failure failure = (JobOutcome.Failure) outcome;
            if (failure.failureClass() == FailureClass.POISON) {
                isolate(lease, batch, failure.error());
                return;
            }
            if (failure.failureClass() == FailureClass.RETRY && batch.attempt() >= LoadLimits.ATTEMPTS_IN_ALL) {
                // The service fails on this very input, again and again: its siblings must not wait for it.
                isolate(lease, batch, failure.error());
                return;
            }
            // The failed job has used its id up, whenever the next attempt is made.
            charge(lease, LoadDemand.exactly(1));
            batch = ledger.retryLoad(lease, batch, failure.error());
            if (failure.failureClass() != FailureClass.RETRY || round == LoadLimits.ATTEMPTS_IN_A_ROW) {
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

    /**
     * True if objects of the batch are no longer those that landed: what the job read of them is nobody's, so the batch
     * is given up, the others go into a new one, and the versions that are there now are files of their own.
     */
    private boolean withdrawn(Lease lease, BatchRecord batch) {
        List<LiveVersions.Change> changes = versions.changes(batch.content());
        if (changes.isEmpty()) {
            return false;
        }
        Map<FileId, Withdrawal> files = new LinkedHashMap<>();
        for (LiveVersions.Change change : changes) {
            LandedObject live = change.live();
            if (live != null) {
                // Before the old version is given up: its event may have been lost.
                intake.take(live);
            }
            files.put(change.file(), change.withdrawal());
        }
        if (batch.content().without(files.keySet()).isPresent()) {
            charge(lease, LoadDemand.exactly(1));
        }
        ledger.withdraw(lease, batch, files);
        for (Withdrawal how : files.values()) {
            log.warning(
                    how.state().name(),
                    "table",
                    batch.table(),
                    "batch",
                    batch.id(),
                    "error",
                    how.error().message());
        }
        // After the batch has left its state: only then nobody else can take the table for good.
        warehouse.drop(batch.staging());
        return true;
    }

    /** A file of this batch is at fault: try smaller batches until it is alone. */
    private void isolate(Lease lease, BatchRecord batch, ErrorDetail error) {
        if (withdrawn(lease, batch)) {
            return;
        }
        int smaller = batch.content().smaller().size();
        if (smaller > 0) {
            charge(lease, LoadDemand.exactly(smaller));
            ledger.split(lease, batch, error);
            log.warning("SPLIT", "table", batch.table(), "batch", batch.id(), "error", error.message());
            return;
        }
        String uri = batch.content().uris().get(0);
        ledger.fail(lease, batch, error.about(uri));
        log.error(
                "FAILED",
                "table",
                batch.table(),
                "file",
                uri,
                "batch",
                batch.id(),
                "job",
                batch.loadJob(),
                "error",
                error.message());
    }

    private void announce(TableId table) {
        if (!ledger.batches(table, BatchState.STAGED, 1).isEmpty()) {
            merges.announce(table);
        }
    }
}
