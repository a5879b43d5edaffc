package dev.landfall.core.ledger;

import dev.landfall.core.failure.ErrorDetail;
import dev.landfall.core.table.TableId;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One file version in the ledger. Immutable; every change is a legal transition and leaves its time.
 *
 * @param table null if the name did not tell
 * @param loadable null for a file that was rejected
 * @param batch the last batch it was in
 * @param jobs all BigQuery jobs that read it, the first first
 * @param rows known when it was alone in its batch
 * @param duplicates how many more times its event came
 * @param attempts how many load jobs were made for it
 * @param waitsFor while it is held: what must be in the bucket first, for people
 * @param reached when it last came into each state
 */
public record FileRecord(
        LandedObject object,
        @Nullable TableId table,
        @Nullable Loadable loadable,
        FileState state,
        @Nullable BatchId batch,
        List<String> jobs,
        @Nullable Long rows,
        long duplicates,
        int attempts,
        @Nullable ErrorDetail error,
        @Nullable String waitsFor,
        Map<FileState, Instant> reached) {
    public FileRecord {
        jobs = List.copyOf(jobs);
        reached = Map.copyOf(reached);
    }

    public static FileRecord landed(LandedObject object, TableId table, Loadable loadable, Instant now) {
        return first(object, table, loadable, FileState.LANDED, null, null, now);
    }

    public static FileRecord held(LandedObject object, TableId table, Loadable loadable, String waitsFor, Instant now) {
        return first(object, table, loadable, FileState.HELD, null, waitsFor, now);
    }

    public static FileRecord rejected(LandedObject object, @Nullable TableId table, ErrorDetail error, Instant now) {
        return first(object, table, null, FileState.REJECTED, error, null, now);
    }

    public static FileRecord superseded(LandedObject object, TableId table, ErrorDetail error, Instant now) {
        return first(object, table, null, FileState.SUPERSEDED, error, null, now);
    }

    private static FileRecord first(
            LandedObject object,
            @Nullable TableId table,
            @Nullable Loadable loadable,
            FileState state,
            @Nullable ErrorDetail error,
            @Nullable String waitsFor,
            Instant now) {
        return new FileRecord(
                object, table, loadable, state, null, List.of(), null, 0, 0, error, waitsFor, Map.of(state, now));
    }

    public FileId id() {
        return object.id();
    }

    /** What a load job must know; only a file that was refused at the door does not have it. */
    public Loadable toLoad() {
        return Objects.requireNonNull(loadable, () -> object.uri() + " was refused and cannot be loaded");
    }

    FileRecord to(FileState next, Instant now) {
        if (!state.mayBecome(next)) {
            throw new IllegalTransitionException("File " + object.uri() + " cannot go from " + state + " to " + next);
        }
        Map<FileState, Instant> times = new EnumMap<>(reached);
        times.put(next, now);
        return new FileRecord(
                object, table, loadable, next, batch, jobs, rows, duplicates, attempts, error, waitsFor, times);
    }

    FileRecord in(BatchId other) {
        return new FileRecord(
                object, table, loadable, state, other, jobs, rows, duplicates, attempts + 1, error, waitsFor, reached);
    }

    FileRecord withJob(String job) {
        List<String> all = jobs.contains(job)
                ? jobs
                : Stream.concat(jobs.stream(), Stream.of(job)).toList();
        return new FileRecord(
                object, table, loadable, state, batch, all, rows, duplicates, attempts, error, waitsFor, reached);
    }

    FileRecord withRows(@Nullable Long count) {
        return new FileRecord(
                object, table, loadable, state, batch, jobs, count, duplicates, attempts, error, waitsFor, reached);
    }

    FileRecord withError(@Nullable ErrorDetail other) {
        return new FileRecord(
                object, table, loadable, state, batch, jobs, rows, duplicates, attempts, other, waitsFor, reached);
    }

    FileRecord withDuplicates(long count) {
        return new FileRecord(
                object, table, loadable, state, batch, jobs, rows, count, attempts, error, waitsFor, reached);
    }

    FileRecord waitingFor(@Nullable String other) {
        return new FileRecord(
                object, table, loadable, state, batch, jobs, rows, duplicates, attempts, error, other, reached);
    }
}
