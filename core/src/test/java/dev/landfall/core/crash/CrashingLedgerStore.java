package dev.landfall.core.crash;

import dev.landfall.core.landing.IgnoredReason;
import dev.landfall.core.ledger.BatchId;
import dev.landfall.core.ledger.BatchRecord;
import dev.landfall.core.ledger.BatchState;
import dev.landfall.core.ledger.FileCounts;
import dev.landfall.core.ledger.FileId;
import dev.landfall.core.ledger.FileRecord;
import dev.landfall.core.ledger.FileState;
import dev.landfall.core.ledger.LedgerStore;
import dev.landfall.core.ledger.TableRecord;
import dev.landfall.core.table.TableId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A store as a process sees it that may die: each transaction and each write is a side effect. */
public record CrashingLedgerStore(LedgerStore store, CrashPoints crash) implements LedgerStore {
    @Override
    public <T> T transact(Body<T> body) {
        crash.check();
        T result = store.transact(body);
        crash.effect();
        return result;
    }

    @Override
    public boolean create(FileRecord file) {
        crash.check();
        boolean created = store.create(file);
        crash.effect();
        return created;
    }

    @Override
    public void countDuplicate(FileId file) {
        crash.check();
        store.countDuplicate(file);
        crash.effect();
    }

    @Override
    public void countIgnored(IgnoredReason reason) {
        crash.check();
        store.countIgnored(reason);
        crash.effect();
    }

    @Override
    public Optional<FileRecord> file(FileId id) {
        crash.check();
        return store.file(id);
    }

    @Override
    public Optional<BatchRecord> batch(BatchId id) {
        crash.check();
        return store.batch(id);
    }

    @Override
    public Optional<TableRecord> table(TableId id) {
        crash.check();
        return store.table(id);
    }

    @Override
    public List<TableRecord> tables() {
        crash.check();
        return store.tables();
    }

    @Override
    public List<FileRecord> files(@Nullable TableId table, @Nullable FileState state, int limit) {
        crash.check();
        return store.files(table, state, limit);
    }

    @Override
    public List<FileRecord> files(
            @Nullable TableId table, @Nullable FileState state, @Nullable FileId after, int limit) {
        crash.check();
        return store.files(table, state, after, limit);
    }

    @Override
    public Set<FileId> known(Collection<FileId> ids) {
        crash.check();
        return store.known(ids);
    }

    @Override
    public Map<TableId, FileCounts> counts(Collection<TableId> tables) {
        crash.check();
        return store.counts(tables);
    }

    @Override
    public FileCounts counts() {
        crash.check();
        return store.counts();
    }

    @Override
    public List<BatchRecord> batches(@Nullable TableId table, BatchState state, int limit) {
        crash.check();
        return store.batches(table, state, limit);
    }

    @Override
    public List<BatchRecord> batches(Collection<BatchId> ids) {
        crash.check();
        return store.batches(ids);
    }

    @Override
    public Optional<Instant> sweptUntil() {
        crash.check();
        return store.sweptUntil();
    }

    @Override
    public void markSwept(Instant until) {
        crash.check();
        store.markSwept(until);
        crash.effect();
    }
}
