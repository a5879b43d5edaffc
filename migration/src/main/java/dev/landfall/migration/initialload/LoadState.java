package dev.landfall.migration.initialload;

import dev.landfall.core.table.StorageFolder;
import dev.landfall.core.table.TableId;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one table's initial load. Immutable; it is kept before the next step begins, so that a load that was
 * killed anywhere goes on with the same names.
 *
 * @param sequence of all its rows: the microseconds at which the first delta begins, or at which the load began
 * @param upper where the first delta's window begins; null for a table whose deltas are files, or that has none
 * @param folder its files in Cloud Storage
 * @param source where its files are read from, in Hadoop; null before that is known
 * @param snapshot that was taken; null if there is none
 * @param files that were copied, and their size
 * @param writes by which the target is filled; empty before that is decided
 * @param attempt of the job that is under way, from 1
 * @param times when each step was done
 */
public record LoadState(
        TableId target,
        LoadStep step,
        long sequence,
        @Nullable LocalDateTime upper,
        StorageFolder folder,
        @Nullable String source,
        @Nullable Snapshot snapshot,
        Size files,
        List<Write> writes,
        int written,
        int attempt,
        Map<LoadStep, Instant> times) {
    /** A snapshot of a Hadoop folder. */
    public record Snapshot(String root, String name) {}

    /** How much was copied. */
    public record Size(long files, long bytes) {
        static final Size NONE = new Size(0, 0);
    }

    /**
     * One job that writes rows into the target.
     *
     * @param kind of statement
     * @param from first partition, as its first day or second; null for all rows
     * @param to the last one
     * @param withNull true if rows without a partition are among them
     */
    public record Write(
            Kind kind, @Nullable Long from, @Nullable Long to, boolean withNull) {
        /** What the job does. */
        public enum Kind {
            /** Creates the target with its rows. */
            CREATE_WITH_ROWS,
            /** Creates the target without rows, unless it is there. */
            CREATE_EMPTY,
            /** Adds rows. */
            INSERT,
            /** Makes the target an external table. */
            CREATE_EXTERNAL
        }

        static Write of(Kind kind) {
            return new Write(kind, null, null, false);
        }
    }

    public LoadState {
        writes = List.copyOf(writes);
        times = Map.copyOf(times);
    }

    static LoadState noted(
            TableId target, long sequence, @Nullable LocalDateTime upper, StorageFolder folder, Instant now) {
        return new LoadState(
                target,
                LoadStep.NOTED,
                sequence,
                upper,
                folder,
                null,
                null,
                Size.NONE,
                List.of(),
                0,
                1,
                Map.of(LoadStep.NOTED, now));
    }

    LoadState done(LoadStep next, Instant now) {
        Map<LoadStep, Instant> all = new EnumMap<>(LoadStep.class);
        all.putAll(times);
        all.put(next, now);
        return new LoadState(target, next, sequence, upper, folder, source, snapshot, files, writes, written, 1, all);
    }

    LoadState readFrom(String path, @Nullable Snapshot taken) {
        return new LoadState(
                target, step, sequence, upper, folder, path, taken, files, writes, written, attempt, times);
    }

    LoadState copied(Size size) {
        return new LoadState(
                target, step, sequence, upper, folder, source, snapshot, size, writes, written, attempt, times);
    }

    LoadState decided(List<Write> decided) {
        return new LoadState(
                target, step, sequence, upper, folder, source, snapshot, files, decided, 0, attempt, times);
    }

    /** One more of the writes is done. */
    LoadState wrote() {
        return new LoadState(
                target, step, sequence, upper, folder, source, snapshot, files, writes, written + 1, 1, times);
    }

    /** The job failed in a way that another one may not. */
    LoadState again() {
        return new LoadState(
                target, step, sequence, upper, folder, source, snapshot, files, writes, written, attempt + 1, times);
    }

    /** True if the table has no files with rows. */
    boolean isEmpty() {
        return files.files() == 0;
    }

    /** Job ids follow from the state: a job is submitted once, however often a load is killed and resumed. */
    String jobId(String what) {
        return "landfall_initial_" + target.toString().replaceAll("[^A-Za-z0-9_]", "-") + "_" + sequence + "_" + what
                + "_a" + attempt;
    }
}
