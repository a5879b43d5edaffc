package dev.landfall.core.ledger;

import dev.landfall.core.failure.ErrorDetail;
import dev.landfall.core.table.TableId;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
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
        @Nullable String waitsFor,
        Map<FileState, Instant> reached,
        FileHistory history) {
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
        FileStep step = FileStep.into(state, now);
        return new FileRecord(
                object,
                table,
                loadable,
                state,
                null,
                List.of(),
                null,
                0,
                0,
                error,
                waitsFor,
                Map.of(state, now),
                FileHistory.of(error == null ? step : step.because(error)));
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
        return change(draft -> {
            draft.state = next;
            draft.reached = times;
            draft.history = history.then(FileStep.into(next, now));
        });
    }

    /** Taken up again, as a new look at its name and its table's spec would have it. */
    FileRecord again(FileRecord fresh, Instant now) {
        return to(fresh.state, now).change(draft -> {
            draft.table = fresh.table;
            draft.loadable = fresh.loadable;
            draft.rows = null;
            draft.error = null;
            draft.waitsFor = fresh.waitsFor;
        });
    }

    FileRecord in(BatchId other) {
        return change(draft -> {
            draft.batch = other;
            draft.attempts = attempts + 1;
            draft.history = history.with(step -> step.in(other));
        });
    }

    FileRecord withJob(String job) {
        return change(draft -> {
            draft.jobs = jobs.contains(job)
                    ? jobs
                    : Stream.concat(jobs.stream(), Stream.of(job)).toList();
            draft.history = history.with(step -> step.by(job));
        });
    }

    FileRecord withRows(@Nullable Long count) {
        return change(draft -> draft.rows = count);
    }

    FileRecord withError(@Nullable ErrorDetail other) {
        return change(draft -> {
            draft.error = other;
            draft.history = other == null ? history : history.with(step -> step.because(other));
        });
    }

    /** Can never be loaded or merged, for a reason that names it; its own history need not. */
    FileRecord failed(ErrorDetail why, Instant now) {
        return to(FileState.FAILED, now).withError(why).change(draft -> draft.error = why.about(object.uri()));
    }

    /** Notes in the history why the latest step was taken; the file itself is not at fault. */
    FileRecord because(ErrorDetail why) {
        return change(draft -> draft.history = history.with(step -> step.because(why)));
    }

    FileRecord withDuplicates(long count) {
        return change(draft -> draft.duplicates = count);
    }

    FileRecord waitingFor(@Nullable String other) {
        return change(draft -> draft.waitsFor = other);
    }

    private FileRecord change(Consumer<Draft> change) {
        Draft draft = new Draft();
        change.accept(draft);
        return draft.record();
    }

    /** What may change, while a changed copy is made. */
    private final class Draft {
        private @Nullable TableId table = FileRecord.this.table;
        private @Nullable Loadable loadable = FileRecord.this.loadable;
        private FileState state = FileRecord.this.state;
        private @Nullable BatchId batch = FileRecord.this.batch;
        private List<String> jobs = FileRecord.this.jobs;
        private @Nullable Long rows = FileRecord.this.rows;
        private long duplicates = FileRecord.this.duplicates;
        private int attempts = FileRecord.this.attempts;
        private @Nullable ErrorDetail error = FileRecord.this.error;
        private @Nullable String waitsFor = FileRecord.this.waitsFor;
        private Map<FileState, Instant> reached = FileRecord.this.reached;
        private FileHistory history = FileRecord.this.history;

        FileRecord record() {
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
                    waitsFor,
                    reached,
                    history);
        }
    }
}
