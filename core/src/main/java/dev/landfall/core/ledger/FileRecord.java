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
 * @param reached when it last came into each state
 * @param history every step it took, each attempt included
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
        Map<FileState, Instant> reached,
        FileHistory history) {
    public FileRecord {
        jobs = List.copyOf(jobs);
        reached = Map.copyOf(reached);
    }

    public static FileRecord landed(LandedObject object, TableId table, Loadable loadable, Instant now) {
        return new FileRecord(
                object,
                table,
                loadable,
                FileState.LANDED,
                null,
                List.of(),
                null,
                0,
                0,
                null,
                Map.of(FileState.LANDED, now),
                FileHistory.of(FileStep.into(FileState.LANDED, now)));
    }

    public static FileRecord rejected(LandedObject object, @Nullable TableId table, ErrorDetail error, Instant now) {
        return new FileRecord(
                object,
                table,
                null,
                FileState.REJECTED,
                null,
                List.of(),
                null,
                0,
                0,
                error,
                Map.of(FileState.REJECTED, now),
                FileHistory.of(FileStep.into(FileState.REJECTED, now).because(error)));
    }

    public FileId id() {
        return object.id();
    }

    /** What a load job must know; only a rejected file does not have it. */
    public Loadable toLoad() {
        return Objects.requireNonNull(loadable, () -> object.uri() + " was rejected and cannot be loaded");
    }

    FileRecord to(FileState next, Instant now) {
        if (!state.mayBecome(next)) {
            throw new IllegalTransitionException("File " + object.uri() + " cannot go from " + state + " to " + next);
        }
        Map<FileState, Instant> times = new EnumMap<>(reached);
        times.put(next, now);
        return new FileRecord(
                object,
                table,
                loadable,
                next,
                batch,
                jobs,
                rows,
                duplicates,
                attempts,
                error,
                times,
                history.then(FileStep.into(next, now)));
    }

    /** Landed again, as a new look at its name and its table's spec would have it. */
    FileRecord again(FileRecord fresh, Instant now) {
        FileRecord landed = to(FileState.LANDED, now);
        return new FileRecord(
                object,
                fresh.table,
                fresh.loadable,
                landed.state,
                batch,
                jobs,
                null,
                duplicates,
                attempts,
                null,
                landed.reached,
                landed.history);
    }

    FileRecord in(BatchId other) {
        return new FileRecord(
                object,
                table,
                loadable,
                state,
                other,
                jobs,
                rows,
                duplicates,
                attempts + 1,
                error,
                reached,
                history.with(step -> step.in(other)));
    }

    FileRecord withJob(String job) {
        List<String> all = jobs.contains(job)
                ? jobs
                : Stream.concat(jobs.stream(), Stream.of(job)).toList();
        return new FileRecord(
                object,
                table,
                loadable,
                state,
                batch,
                all,
                rows,
                duplicates,
                attempts,
                error,
                reached,
                history.with(step -> step.by(job)));
    }

    FileRecord withRows(@Nullable Long count) {
        return new FileRecord(
                object, table, loadable, state, batch, jobs, count, duplicates, attempts, error, reached, history);
    }

    FileRecord withError(@Nullable ErrorDetail other) {
        FileHistory explained = other == null ? history : history.with(step -> step.because(other));
        return new FileRecord(
                object, table, loadable, state, batch, jobs, rows, duplicates, attempts, other, reached, explained);
    }

    /** Notes in the history why the latest step was taken; the file itself is not at fault. */
    FileRecord because(ErrorDetail why) {
        return new FileRecord(
                object,
                table,
                loadable,
                state,
                batch,
                jobs,
                rows,
                duplicates,
                attempts,
                error,
                reached,
                history.with(step -> step.because(why)));
    }

    FileRecord withDuplicates(long count) {
        return new FileRecord(
                object, table, loadable, state, batch, jobs, rows, count, attempts, error, reached, history);
    }
}
