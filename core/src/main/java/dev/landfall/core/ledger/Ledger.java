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

    public Ledger(LedgerStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
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
            Optional<TableRecord> table = transaction.table(lease.table()).filter(found -> holds(found, lease));
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
            Optional<TableRecord> table = transaction.table(lease.table()).filter(found -> holds(found, lease));
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
        return store.transact(transaction -> {
            TableRecord table = guard(transaction, lease);
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
        return store.transact(transaction -> {
            TableRecord table = guard(transaction, lease);
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
    public BatchRecord retryLoad(Lease lease, BatchId id, ErrorDetail why) {
        return store.transact(transaction -> {
            guard(transaction, lease);
            BatchRecord batch = batch(transaction, id).nextAttempt(why);
            List<FileRecord> files = transaction.files(batch.content().files());
            files.forEach(file -> transaction.put(
                    file.to(FileState.LOADING, now()).withJob(batch.loadJob()).because(why)));
            transaction.put(batch);
            return batch;
        });
    }

    /** The batch's rows are in its staging table. */
    public BatchRecord stage(Lease lease, BatchId id, long rows) {
        return move(
                lease,
                id,
                BatchState.STAGED,
                batch -> batch.withRows(rows).withError(null),
                file -> file.to(FileState.STAGED, now()).withRows(rows));
    }

    /** The batch can never be loaded or merged: its files are at fault, alone. */
    public void fail(Lease lease, BatchId id, ErrorDetail error) {
        move(lease, id, BatchState.FAILED, batch -> batch.withError(error), file -> file.failed(error, now()));
    }

    /** Puts smaller batches in the place of one, to find the file at fault; see {@link BatchContent#smaller}. */
    public List<BatchRecord> split(Lease lease, BatchId id, ErrorDetail why) {
        return replace(lease, id, content -> content.smaller(), Map.of(), why);
    }

    /**
     * Takes files out of a batch for good, and puts a batch of the others in its place, if there are others. The former
     * batch's staging table is of no use any more.
     */
    public List<BatchRecord> withdraw(Lease lease, BatchId id, Map<FileId, Withdrawal> files) {
        return replace(
                lease,
                id,
                content -> content.without(files.keySet()).stream().toList(),
                files,
                files.values().iterator().next().error());
    }

    private List<BatchRecord> replace(
            Lease lease,
            BatchId id,
            Function<BatchContent, List<BatchContent>> parts,
            Map<FileId, Withdrawal> withdrawn,
            ErrorDetail why) {
        return store.transact(transaction -> {
            TableRecord table = guard(transaction, lease);
            BatchRecord whole = batch(transaction, id);
            Map<FileId, FileRecord> files = new HashMap<>();
            transaction.files(whole.content().files()).forEach(file -> files.put(file.id(), file));
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
        store.transact(transaction -> {
            guard(transaction, lease);
            transaction.files(List.copyOf(files.keySet())).stream()
                    .filter(file -> file.state() == FileState.LANDED)
                    .forEach(file -> {
                        Withdrawal how = Objects.requireNonNull(files.get(file.id()));
                        transaction.put(file.to(how.state(), now()).withError(how.error()));
                    });
            return lease;
        });
    }

    /** The files that wait for their directory's commit. */
    public HeldFiles held() {
        return new HeldFiles(store, clock);
    }

    /** Fixes the batches of the table's next merge; its job may be submitted after that. */
    public MergeRecord beginMerge(Lease lease, List<BatchId> ids) {
        return store.transact(transaction -> {
            TableRecord table = guard(transaction, lease);
            if (table.merge() != null) {
                throw new IllegalTransitionException("Table " + table.id() + " has an open merge");
            }
            List<BatchRecord> batches =
                    ids.stream().map(id -> batch(transaction, id)).toList();
            MergeRecord merge = MergeRecord.first(table.id(), ids);
            batches.forEach(batch ->
                    transaction.put(batch.to(BatchState.MERGING, now()).withMerge(merge.id(), batch.mergeAlone())));
            transaction.put(table.withMerge(merge));
            return merge;
        });
    }

    /** The batch's files are part of the open merge. Harmless when repeated. */
    public void filesMerging(Lease lease, BatchId id, String job) {
        store.transact(transaction -> {
            guard(transaction, lease);
            BatchRecord batch = batch(transaction, id);
            List<FileRecord> files = transaction.files(batch.content().files());
            files.stream()
                    .filter(file -> file.state() == FileState.STAGED)
                    .forEach(file ->
                            transaction.put(file.to(FileState.MERGING, now()).withJob(job)));
            return batch;
        });
    }

    /** Remembers of the open merge what its plan found out, before its job is submitted. */
    public void note(Lease lease, MergeRecord merge) {
        close(lease, table -> table.withMerge(merge));
    }

    /** Counts a merge attempt as failed; the next has a job id of its own. */
    public MergeRecord retryMerge(Lease lease, MergeRecord merge) {
        return store.transact(transaction -> {
            TableRecord table = guard(transaction, lease);
            MergeRecord next = merge.nextAttempt();
            transaction.put(table.withMerge(next));
            return next;
        });
    }

    /** Takes the open merge apart, so that each of its batches is merged alone and the one at fault is found. */
    public void dissolveMerge(Lease lease, MergeRecord merge) {
        for (BatchId id : merge.batches()) {
            moveIf(
                    BatchState.MERGING,
                    lease,
                    id,
                    BatchState.STAGED,
                    batch -> batch.withMerge(merge.id(), true),
                    file -> file.state() == FileState.MERGING ? file.to(FileState.STAGED, now()) : file);
        }
        close(lease, table -> table.withMerge(null));
    }

    /** The open merge's single batch is at fault: it fails and the table is free for the next merge. */
    public void failMerge(Lease lease, MergeRecord merge, ErrorDetail error) {
        for (BatchId id : merge.batches()) {
            moveIf(
                    BatchState.MERGING,
                    lease,
                    id,
                    BatchState.FAILED,
                    batch -> batch.withError(error),
                    file -> file.failed(error, now()));
        }
        close(lease, table -> table.withMerge(null));
    }

    /** The open merge's rows are in the target. */
    public void finishMerge(Lease lease, MergeRecord merge, MergeCounts counts) {
        Instant newest = merge.batches().stream()
                .flatMap(id -> store.batch(id).stream())
                .filter(batch -> batch.state() == BatchState.MERGING || batch.state() == BatchState.MERGED)
                .map(BatchRecord::newest)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
        for (BatchId id : merge.batches()) {
            moveIf(
                    BatchState.MERGING,
                    lease,
                    id,
                    BatchState.MERGED,
                    batch -> batch.withError(null),
                    file -> file.to(FileState.MERGED, now()).withError(null));
        }
        close(lease, table -> table.merged(counts, newest, now()));
    }

    private void moveIf(
            BatchState from,
            Lease lease,
            BatchId id,
            BatchState to,
            UnaryOperator<BatchRecord> batchChange,
            UnaryOperator<FileRecord> fileChange) {
        if (store.batch(id).map(BatchRecord::state).filter(from::equals).isPresent()) {
            move(lease, id, to, batchChange, fileChange);
        }
    }

    private BatchRecord move(
            Lease lease,
            BatchId id,
            BatchState to,
            UnaryOperator<BatchRecord> batchChange,
            UnaryOperator<FileRecord> fileChange) {
        return store.transact(transaction -> {
            guard(transaction, lease);
            BatchRecord batch = batchChange.apply(batch(transaction, id).to(to, now()));
            List<FileRecord> files = transaction.files(batch.content().files());
            files.forEach(file -> transaction.put(fileChange.apply(file)));
            transaction.put(batch);
            return batch;
        });
    }

    private void close(Lease lease, UnaryOperator<TableRecord> change) {
        store.transact(transaction -> {
            TableRecord table = guard(transaction, lease);
            transaction.put(change.apply(table));
            return table;
        });
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

    private static BatchRecord batch(LedgerTransaction transaction, BatchId id) {
        return transaction
                .batch(id)
                .orElseThrow(() -> new IllegalTransitionException("Batch " + id + " is not in the ledger"));
    }

    private static TableRecord guard(LedgerTransaction transaction, Lease lease) {
        return transaction
                .table(lease.table())
                .filter(table -> holds(table, lease))
                .orElseThrow(() -> new LeaseLostException(lease));
    }

    private static boolean holds(TableRecord table, Lease lease) {
        LeaseState state = table.lease(lease.kind());
        return state.token() == lease.token() && lease.holder().equals(state.holder());
    }

    private static String serial(BatchId id) {
        return id.value().substring(id.value().indexOf('_'));
    }

    /** Firestore keeps microseconds; so does every record, wherever it is kept. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
