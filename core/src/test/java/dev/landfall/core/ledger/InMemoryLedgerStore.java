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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The ledger's documents in maps. One transaction runs at a time; writes take effect when its body has ended. */
public final class InMemoryLedgerStore implements LedgerStore {
    private final Map<FileId, FileRecord> files = new HashMap<>();
    private final Map<InState, Map<FileId, FileRecord>> filesInState = new HashMap<>();
    private final Map<BatchId, BatchRecord> batches = new HashMap<>();
    private final Map<BatchesInState, Map<BatchId, BatchRecord>> batchesInState = new HashMap<>();
    private final Map<Integer, JobMeter> meters = new HashMap<>();
    private final Map<TableId, TableRecord> tables = new HashMap<>();
    private @Nullable Instant sweptUntil;
    private final Map<IgnoredReason, Integer> ignored = new EnumMap<>(IgnoredReason.class);

    private record InState(@Nullable TableId table, FileState state) {}

    private record BatchesInState(TableId table, BatchState state) {}

    @Override
    public synchronized <T> T transact(Body<T> body) {
        Buffered transaction = new Buffered();
        T result = body.run(transaction);
        transaction.writes.forEach(Runnable::run);
        return result;
    }

    @Override
    public synchronized boolean create(FileRecord file) {
        if (files.containsKey(file.id())) {
            return false;
        }
        keep(file);
        return true;
    }

    @Override
    public synchronized void countDuplicate(FileId file) {
        file(file).ifPresent(found -> keep(found.withDuplicates(found.duplicates() + 1)));
    }

    private void keep(FileRecord file) {
        FileRecord before = files.put(file.id(), file);
        if (before != null) {
            Objects.requireNonNull(filesInState.get(new InState(before.table(), before.state())))
                    .remove(file.id());
        }
        filesInState
                .computeIfAbsent(new InState(file.table(), file.state()), key -> new LinkedHashMap<>())
                .put(file.id(), file);
    }

    private void keep(BatchRecord batch) {
        BatchRecord before = batches.put(batch.id(), batch);
        if (before != null) {
            Objects.requireNonNull(batchesInState.get(new BatchesInState(before.table(), before.state())))
                    .remove(batch.id());
        }
        batchesInState
                .computeIfAbsent(new BatchesInState(batch.table(), batch.state()), key -> new LinkedHashMap<>())
                .put(batch.id(), batch);
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
        Collection<FileRecord> candidates = table == null || state == null
                ? files.values()
                : filesInState.getOrDefault(new InState(table, state), Map.of()).values();
        return candidates.stream()
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
        Collection<BatchRecord> candidates = table == null
                ? batches.values()
                : batchesInState
                        .getOrDefault(new BatchesInState(table, state), Map.of())
                        .values();
        return candidates.stream()
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
        public void fetch(TableId table, Collection<BatchId> ids, Collection<FileId> contents) {
            beforeWrites();
        }

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
            writes.add(() -> keep(batch));
        }

        @Override
        public void put(FileRecord file) {
            writes.add(() -> keep(file));
        }

        private void beforeWrites() {
            if (!writes.isEmpty()) {
                throw new IllegalStateException("A transaction reads before it writes");
            }
        }
    }
}
