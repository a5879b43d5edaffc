package dev.landfall.core.ledger;

import dev.landfall.core.budget.JobMeter;
import dev.landfall.core.landing.IgnoredReason;
import dev.landfall.core.table.TableId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The ledger's documents in maps. One transaction runs at a time; writes take effect when its body has ended. */
public final class InMemoryLedgerStore implements LedgerStore {
    private final Map<FileId, FileRecord> files = new HashMap<>();
    private final Map<BatchId, BatchRecord> batches = new HashMap<>();
    private final Map<Integer, JobMeter> meters = new HashMap<>();
    private final Map<TableId, TableRecord> tables = new HashMap<>();
    private @Nullable Instant sweptUntil;
    private final Map<IgnoredReason, Integer> ignored = new EnumMap<>(IgnoredReason.class);

    @Override
    public synchronized <T> T transact(Body<T> body) {
        Buffered transaction = new Buffered();
        T result = body.run(transaction);
        transaction.writes.forEach(Runnable::run);
        return result;
    }

    @Override
    public synchronized boolean create(FileRecord file) {
        return files.putIfAbsent(file.id(), file) == null;
    }

    @Override
    public synchronized void countDuplicate(FileId file) {
        files.computeIfPresent(file, (id, found) -> found.withDuplicates(found.duplicates() + 1));
    }

    @Override
    public synchronized void countIgnored(IgnoredReason reason) {
        ignored.merge(reason, 1, Integer::sum);
    }

    @Override
    public synchronized Optional<FileRecord> file(FileId id) {
        return Optional.ofNullable(files.get(id));
    }

    @Override
    public synchronized Optional<BatchRecord> batch(BatchId id) {
        return Optional.ofNullable(batches.get(id));
    }

    @Override
    public synchronized Optional<TableRecord> table(TableId id) {
        return Optional.ofNullable(tables.get(id));
    }

    @Override
    public synchronized List<TableRecord> tables() {
        return List.copyOf(tables.values());
    }

    @Override
    public synchronized List<FileRecord> files(@Nullable TableId table, @Nullable FileState state, int limit) {
        return files.values().stream()
                .filter(file -> table == null || table.equals(file.table()))
                .filter(file -> state == null || state == file.state())
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<FileRecord> files(
            @Nullable TableId table, @Nullable FileState state, @Nullable FileId after, int limit) {
        return files(table, state, Integer.MAX_VALUE).stream()
                .filter(file -> after == null || file.id().compareTo(after) > 0)
                .sorted(Comparator.comparing(FileRecord::id))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized Set<FileId> known(Collection<FileId> ids) {
        return ids.stream().filter(files::containsKey).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public synchronized Map<TableId, FileCounts> counts(Collection<TableId> tables) {
        return tables.stream().collect(Collectors.toMap(table -> table, this::counts));
    }

    @Override
    public synchronized FileCounts counts() {
        return counts((TableId) null);
    }

    private FileCounts counts(@Nullable TableId table) {
        Map<FileState, Long> counts = new EnumMap<>(FileState.class);
        long duplicates = 0;
        for (FileRecord file : files(table, null, Integer.MAX_VALUE)) {
            counts.merge(file.state(), 1L, Long::sum);
            duplicates += file.duplicates();
        }
        return new FileCounts(counts, duplicates);
    }

    @Override
    public synchronized List<BatchRecord> batches(@Nullable TableId table, BatchState state, int limit) {
        return batches.values().stream()
                .filter(batch -> (table == null || batch.table().equals(table)) && batch.state() == state)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<BatchRecord> batches(Collection<BatchId> ids) {
        return ids.stream()
                .flatMap(id -> Optional.ofNullable(batches.get(id)).stream())
                .toList();
    }

    @Override
    public synchronized Optional<Instant> sweptUntil() {
        return Optional.ofNullable(sweptUntil);
    }

    @Override
    public synchronized void markSwept(Instant until) {
        sweptUntil = until;
    }

    /** Refuses a read after a write, as Firestore does. */
    private final class Buffered implements LedgerTransaction {
        private final List<Runnable> writes = new ArrayList<>();

        @Override
        public Optional<TableRecord> table(TableId id) {
            beforeWrites();
            return Optional.ofNullable(tables.get(id));
        }

        @Override
        public Optional<BatchRecord> batch(BatchId id) {
            beforeWrites();
            return Optional.ofNullable(batches.get(id));
        }

        @Override
        public List<FileRecord> files(List<FileId> ids) {
            beforeWrites();
            return ids.stream()
                    .map(id -> Optional.ofNullable(files.get(id))
                            .orElseThrow(() -> new IllegalStateException("File " + id + " is not in the ledger")))
                    .toList();
        }

        @Override
        public JobMeter meter(int shard) {
            beforeWrites();
            return meters.getOrDefault(shard, JobMeter.EMPTY);
        }

        @Override
        public void put(int shard, JobMeter meter) {
            writes.add(() -> meters.put(shard, meter));
        }

        @Override
        public void put(TableRecord table) {
            writes.add(() -> tables.put(table.id(), table));
        }

        @Override
        public void put(BatchRecord batch) {
            writes.add(() -> batches.put(batch.id(), batch));
        }

        @Override
        public void put(FileRecord file) {
            writes.add(() -> files.put(file.id(), file));
        }

        private void beforeWrites() {
            if (!writes.isEmpty()) {
                throw new IllegalStateException("A transaction reads before it writes");
            }
        }
    }
}
