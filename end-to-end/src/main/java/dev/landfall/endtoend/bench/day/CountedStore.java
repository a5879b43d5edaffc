package dev.landfall.endtoend.bench.day;

import dev.landfall.core.budget.JobMeter;
import dev.landfall.core.landing.IgnoredReason;
import dev.landfall.core.ledger.BatchId;
import dev.landfall.core.ledger.BatchRecord;
import dev.landfall.core.ledger.BatchState;
import dev.landfall.core.ledger.FileCounts;
import dev.landfall.core.ledger.FileId;
import dev.landfall.core.ledger.FileRecord;
import dev.landfall.core.ledger.FileState;
import dev.landfall.core.ledger.LedgerStore;
import dev.landfall.core.ledger.LedgerTransaction;
import dev.landfall.core.ledger.TableRecord;
import dev.landfall.core.table.TableId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Counts documents read and written as Firestore bills them: a query that finds nothing is one read. One transaction
 * runs at a time here, so none is repeated for contention.
 */
final class CountedStore implements LedgerStore {
    private final LedgerStore store;
    private final Consumer<FileRecord> merged;
    private final AtomicLong reads = new AtomicLong();
    private final AtomicLong writes = new AtomicLong();

    /** @param merged is told every file that reaches its target */
    CountedStore(LedgerStore store, Consumer<FileRecord> merged) {
        this.store = store;
        this.merged = merged;
    }

    long reads() {
        return reads.get();
    }

    long writes() {
        return writes.get();
    }

    private <T> T one(T read) {
        reads.incrementAndGet();
        return read;
    }

    private <C extends Collection<?>> C found(C documents) {
        reads.addAndGet(Math.max(1, documents.size()));
        return documents;
    }

    @Override
    public <T> T transact(Body<T> body) {
        return store.transact(transaction -> body.run(new Counted(transaction)));
    }

    @Override
    public boolean create(FileRecord file) {
        writes.incrementAndGet();
        return store.create(file);
    }

    @Override
    public void countDuplicate(FileId file) {
        writes.incrementAndGet();
        store.countDuplicate(file);
    }

    @Override
    public void countIgnored(IgnoredReason reason) {
        writes.incrementAndGet();
        store.countIgnored(reason);
    }

    @Override
    public Optional<FileRecord> file(FileId id) {
        return one(store.file(id));
    }

    @Override
    public Optional<BatchRecord> batch(BatchId id) {
        return one(store.batch(id));
    }

    @Override
    public Optional<TableRecord> table(TableId id) {
        return one(store.table(id));
    }

    @Override
    public List<TableRecord> tables() {
        return found(store.tables());
    }

    @Override
    public List<FileRecord> files(@Nullable TableId table, @Nullable FileState state, int limit) {
        return found(store.files(table, state, limit));
    }

    @Override
    public List<FileRecord> files(
            @Nullable TableId table, @Nullable FileState state, @Nullable FileId after, int limit) {
        return found(store.files(table, state, after, limit));
    }

    @Override
    public Set<FileId> known(Collection<FileId> ids) {
        reads.addAndGet(ids.size());
        return store.known(ids);
    }

    @Override
    public Map<TableId, FileCounts> counts(Collection<TableId> tables) {
        reads.addAndGet(tables.size());
        return store.counts(tables);
    }

    @Override
    public FileCounts counts() {
        return one(store.counts());
    }

    @Override
    public List<BatchRecord> batches(@Nullable TableId table, BatchState state, int limit) {
        return found(store.batches(table, state, limit));
    }

    @Override
    public List<BatchRecord> batches(Collection<BatchId> ids) {
        return found(store.batches(ids));
    }

    @Override
    public Optional<Instant> sweptUntil() {
        return one(store.sweptUntil());
    }

    @Override
    public void markSwept(Instant until) {
        writes.incrementAndGet();
        store.markSwept(until);
    }

    private final class Counted implements LedgerTransaction {
        private final LedgerTransaction transaction;

        Counted(LedgerTransaction transaction) {
            this.transaction = transaction;
        }

        @Override
        public void fetch(TableId table, Collection<BatchId> batches, Collection<FileId> files) {
            transaction.fetch(table, batches, files);
        }

        @Override
        public Optional<TableRecord> table(TableId id) {
            return one(transaction.table(id));
        }

        @Override
        public Optional<BatchRecord> batch(BatchId id) {
            return one(transaction.batch(id));
        }

        @Override
        public List<FileRecord> files(List<FileId> ids) {
            return found(transaction.files(ids));
        }

        @Override
        public JobMeter meter(int shard) {
            return one(transaction.meter(shard));
        }

        @Override
        public void put(int shard, JobMeter meter) {
            writes.incrementAndGet();
            transaction.put(shard, meter);
        }

        @Override
        public void put(TableRecord table) {
            writes.incrementAndGet();
            transaction.put(table);
        }

        @Override
        public void put(BatchRecord batch) {
            writes.incrementAndGet();
            transaction.put(batch);
        }

        @Override
        public void put(FileRecord file) {
            writes.incrementAndGet();
            transaction.put(file);
            if (file.state() == FileState.MERGED) {
                merged.accept(file);
            }
        }
    }
}
