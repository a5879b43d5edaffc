package dev.landfall.core.ledger;

import dev.landfall.core.budget.JobMeter;
import dev.landfall.core.budget.LoadBudget;
import dev.landfall.core.budget.LoadDecision;
import dev.landfall.core.budget.LoadDemand;
import dev.landfall.core.failure.ErrorDetail;
import dev.landfall.core.landing.IgnoredReason;
import dev.landfall.core.table.DatasetName;
import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TableName;
import dev.landfall.core.table.TableSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The record of every file, batch and table, and the rules by which it changes. Each step is one transaction, is
 * conditional on the states it leaves, and is refused with {@link LeaseLostException} once the lease was taken over.
 *
 * <p><b>The lost wake-up.</b> Whoever does not get a lease returns at once, so the holder must not give it up without
 * having seen the other's work. The loser marks the lease as wanted <em>after</em> its work is recorded; the holder can
 * release only a lease that is not wanted, and clears the mark before it looks again. Thread-safe.
 */
public final class Ledger {
    private final LedgerStore store;
    private final Clock clock;
    private final LeasedSteps steps;

    public Ledger(LedgerStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.steps = new LeasedSteps(store, clock);
    }

    /** Records a file; if it is there already only counts the duplicate, and answers false. */
    public boolean record(FileRecord file) {
        boolean created = store.create(file);
        if (!created) {
            store.countDuplicate(file.id());
        }
        return created;
    }

    /**
     * Takes a file that ended without reaching the target up again, as a new look at it says: it is landed once more, or
     * rejected for the reason of today.
     *
     * @return true if it is landed, or held, now; false if it was not waiting for this, or is rejected again
     */
    public boolean renew(FileRecord fresh) {
        return store.transact(transaction -> {
            FileRecord known = transaction.files(List.of(fresh.id())).get(0);
            if (known.state() != FileState.REJECTED && known.state() != FileState.FAILED) {
                return false;
            }
            if (fresh.state() == FileState.LANDED || fresh.state() == FileState.HELD) {
                transaction.put(known.again(fresh, now()));
                return true;
            }
            if (known.state() == FileState.REJECTED) {
                transaction.put(known.withError(fresh.error()));
            }
            return false;
        });
    }

    public void countIgnored(IgnoredReason reason) {
        store.countIgnored(reason);
    }

    /** Puts a spec in the place of the table's former one. */
    public void apply(TableSpec spec) {
        store.transact(transaction -> {
            TableRecord table = transaction.table(spec.target()).orElseGet(() -> TableRecord.fresh(spec.target()));
            transaction.put(table.withSpec(spec));
            return table;
        });
    }

    /** Every object that was finalized before this has been compared with the ledger; empty if that was never done. */
    public Optional<Instant> sweptUntil() {
        return store.sweptUntil();
    }

    public void markSwept(Instant until) {
        store.markSwept(until.truncatedTo(ChronoUnit.MICROS));
    }

    public Optional<FileRecord> file(FileId id) {
        return store.file(id);
    }

    public Optional<BatchRecord> batch(BatchId id) {
        return store.batch(id);
    }

    public Optional<TableRecord> table(TableId id) {
        return store.table(id);
    }

    public List<TableRecord> tables() {
        return store.tables();
    }

    public List<FileRecord> files(@Nullable TableId table, @Nullable FileState state, int limit) {
        return store.files(table, state, limit);
    }

    /** Those of the batches that are there. */
    public List<BatchRecord> batches(Collection<BatchId> ids) {
        return store.batches(ids);
    }

    /** The oldest first. */
    public List<BatchRecord> batches(TableId table, BatchState state, int limit) {
        return store.batches(table, state, limit).stream()
                .sorted((a, b) -> serial(a.id()).compareTo(serial(b.id())))
                .toList();
    }

    /**
     * Claims a table's next step for an event. An earlier claim of the same event is taken over: it was redelivered
     * because the former run died, or it runs twice, and then job ids keep both from doing harm.
     *
     * @return empty if another event holds the lease, or will come back for the table's waiting files; it will look for
     *     work again before it gives the lease up
     */
    public Optional<Lease> acquire(TableId id, LeaseKind kind, String event, Duration duration) {
        Optional<TableRecord> seen = store.table(id);
        if (seen.isPresent()) {
            LeaseState lease = seen.get().lease(kind);
            if (kind == LeaseKind.LOAD && seen.get().loads().leavesToAlarm(event, now())) {
                return Optional.empty();
            }
            if (!lease.isOpenTo(event, now()) && lease.wanted()) {
                return Optional.empty();
            }
        }
        return store.transact(transaction -> {
            TableRecord table = transaction.table(id).orElseGet(() -> TableRecord.fresh(id));
            LeaseState lease = table.lease(kind);
            if (lease.isOpenTo(event, now())) {
                LeaseState granted = lease.grant(event, now(), duration);
                transaction.put(table.withLease(kind, granted));
                return Optional.of(new Lease(id, kind, event, granted.token()));
            }
            if (!lease.wanted()) {
                transaction.put(table.withLease(kind, lease.want()));
            }
            return Optional.empty();
        });
    }

    /** Gives a lease up, unless somebody came in vain. */
    public Release release(Lease lease) {
        return store.transact(transaction -> {
            Optional<TableRecord> table = transaction.table(lease.table()).filter(found -> LeasedSteps.holds(found, lease));
            if (table.isEmpty()) {
                return Release.LOST;
            }
            LeaseState state = table.get().lease(lease.kind());
            transaction.put(table.get().withLease(lease.kind(), state.wanted() ? state.heard() : state.free()));
            return state.wanted() ? Release.LOOK_AGAIN : Release.RELEASED;
        });
    }

    /** Gives a lease up with work left, because the same event will be delivered again. */
    public void abandon(Lease lease) {
        store.transact(transaction -> {
            Optional<TableRecord> table = transaction.table(lease.table()).filter(found -> LeasedSteps.holds(found, lease));
            table.ifPresent(found -> transaction.put(
                    found.withLease(lease.kind(), found.lease(lease.kind()).free())));
            return lease;
        });
    }

    /**
     * Asks for load jobs, and charges those that are granted to the table and to one shard of the project. If none is,
     * the table's files wait, and the holder's event is the one that must come again for them.
     */
    public LoadDecision charge(Lease lease, LoadBudget budget, LoadDemand demand, int shard) {
        return steps.run(lease, (transaction, table) -> {
            JobMeter ofTable = table.loads().meter();
            JobMeter ofShard = transaction.meter(shard);
            LoadDecision decision = budget.decide(demand, ofTable, ofShard, now());
            if (decision.jobs() == 0) {
                transaction.put(table.withLoads(new LoadUse(ofTable, decision.until(), lease.holder())));
                return decision;
            }
            transaction.put(table.withLoads(new LoadUse(budget.charged(decision.jobs(), ofTable, now()), null, null)));
            transaction.put(shard, budget.chargedShard(decision.jobs(), ofShard, now()));
            return decision;
        });
    }

    /** Fixes a batch of landed files; its load job may be submitted after that. */
    public BatchRecord open(Lease lease, BatchContent content, DatasetName stagingDataset) {
        return steps.run(lease, List.of(), content.files(), (transaction, table) -> {
            List<FileRecord> files = transaction.files(content.files());
            for (FileRecord file : files) {
                if (file.state() != FileState.LANDED) {
                    throw new IllegalTransitionException(
                            "File " + file.object().uri() + " is " + file.state() + " and in another batch");
                }
            }
            BatchRecord batch = batch(table.withSerial(table.serial() + 1), content, files, stagingDataset);
            files.forEach(file -> transaction.put(
                    file.to(FileState.LOADING, now()).in(batch.id()).withJob(batch.loadJob())));
            transaction.put(batch);
            transaction.put(table.withSerial(table.serial() + 1));
            return batch;
        });
    }

    /** Counts a load attempt as failed; the next has a job id of its own. */
    public BatchRecord retryLoad(Lease lease, BatchRecord failed, ErrorDetail why) {
        List<FileId> ids = failed.content().files();
        return steps.run(lease, List.of(failed.id()), ids, (transaction, table) -> {
            BatchRecord batch = LeasedSteps.batch(transaction, failed.id()).nextAttempt(why);
            List<FileRecord> files = transaction.files(ids);
            files.forEach(file -> transaction.put(
                    file.to(FileState.LOADING, now()).withJob(batch.loadJob()).because(why)));
            transaction.put(batch);
            return batch;
        });
    }

    /** The batch's rows are in its staging table. */
    public BatchRecord stage(Lease lease, BatchRecord batch, long rows) {
        return steps.move(
                lease,
                batch,
                BatchState.STAGED,
                loaded -> loaded.withRows(rows).withError(null),
                file -> file.to(FileState.STAGED, now()).withRows(rows));
    }

    /** The batch can never be loaded or merged: its files are at fault, alone. */
    public void fail(Lease lease, BatchRecord batch, ErrorDetail error) {
        steps.move(
                lease,
                batch,
                BatchState.FAILED,
                failed -> failed.withError(error),
                file -> file.failed(error, now()));
    }

    /** Puts smaller batches in the place of one, to find the file at fault; see {@link BatchContent#smaller}. */
    public List<BatchRecord> split(Lease lease, BatchRecord batch, ErrorDetail why) {
        return replace(lease, batch, content -> content.smaller(), Map.of(), why);
    }

    /**
     * Takes files out of a batch for good, and puts a batch of the others in its place, if there are others. The former
     * batch's staging table is of no use any more.
     */
    public List<BatchRecord> withdraw(Lease lease, BatchRecord batch, Map<FileId, Withdrawal> files) {
        return replace(
                lease,
                batch,
                content -> content.without(files.keySet()).stream().toList(),
                files,
                files.values().iterator().next().error());
    }

    private List<BatchRecord> replace(
            Lease lease,
            BatchRecord replaced,
            Function<BatchContent, List<BatchContent>> parts,
            Map<FileId, Withdrawal> withdrawn,
            ErrorDetail why) {
        List<FileId> ids = replaced.content().files();
        return steps.run(lease, List.of(replaced.id()), ids, (transaction, before) -> {
            TableRecord table = before;
            BatchRecord whole = LeasedSteps.batch(transaction, replaced.id());
            Map<FileId, FileRecord> files = new HashMap<>();
            transaction.files(ids).forEach(file -> files.put(file.id(), file));
            List<BatchRecord> batches = new ArrayList<>();
            for (BatchContent part : parts.apply(whole.content())) {
                table = table.withSerial(table.serial() + 1);
                BatchRecord batch = batch(
                        table,
                        part,
                        List.copyOf(files.values()),
                        whole.staging().dataset());
                batches.add(batch);
                for (FileId file : part.files()) {
                    transaction.put(Objects.requireNonNull(files.get(file))
                            .to(FileState.LOADING, now())
                            .in(batch.id())
                            .withJob(batch.loadJob())
                            .because(why));
                }
                transaction.put(batch);
            }
            withdrawn.forEach((file, how) -> transaction.put(Objects.requireNonNull(files.get(file))
                    .to(how.state(), now())
                    .withError(how.error())));
            BatchState end = batches.isEmpty() ? BatchState.FAILED : BatchState.SPLIT;
            transaction.put(whole.to(end, now()).withError(why));
            transaction.put(table);
            return batches;
        });
    }

    /** These landed files will never be loaded, since newer versions of their objects have landed too. */
    public void supersede(Lease lease, Map<FileId, Withdrawal> files) {
        List<FileId> ids = List.copyOf(files.keySet());
        steps.run(lease, List.of(), ids, (transaction, table) -> {
            transaction.files(ids).stream()
                    .filter(file -> file.state() == FileState.LANDED)
                    .forEach(file -> {
                        Withdrawal how = Objects.requireNonNull(files.get(file.id()));
                        transaction.put(file.to(how.state(), now()).withError(how.error()));
                    });
            return lease;
        });
    }

    /** The steps of a table's merge. */
    public TableMerges merges() {
        return new TableMerges(store, steps);
    }

    /** The files that wait for their directory's commit. */
    public HeldFiles held() {
        return new HeldFiles(store, clock);
    }

    private BatchRecord batch(
            TableRecord table, BatchContent content, List<FileRecord> files, DatasetName stagingDataset) {
        BatchId id = BatchId.of(table.id(), table.serial(), content.files());
        TableName name = new TableName(table.id().dataset() + "__" + table.id().table() + "__" + id);
        Instant newest = files.stream()
                .filter(file -> content.files().contains(file.id()))
                .flatMap(file -> Optional.ofNullable(file.reached().get(FileState.LANDED)).stream())
                .max(Comparator.naturalOrder())
                .orElseGet(this::now);
        return BatchRecord.loading(id, table.id(), content, new TableId(stagingDataset, name), newest, now());
    }

    private static String serial(BatchId id) {
        return id.value().substring(id.value().indexOf('_'));
    }

    private Instant now() {
        return steps.now();
    }
}
