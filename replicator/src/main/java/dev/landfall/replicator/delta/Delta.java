package dev.landfall.replicator.delta;

import dev.landfall.core.table.TableId;
import dev.landfall.replicator.window.Window;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one run found changed in one table: a window of rows, a list of files, or a list of partitions that were
 * rewritten. Fixed before anything is read, so that every try of it makes objects of the same names.
 *
 * @param sequence of the delta's rows, or the greatest of its files' sequences
 * @param query what is read, for people and the manifest
 * @param window of a delta of rows; else null
 * @param files of a delta of files; else empty
 * @param partitions of a delta of partitions; else empty
 */
public record Delta(
        TableId table,
        long sequence,
        DeltaState state,
        String query,
        @Nullable Window window,
        List<SequencedFile> files,
        List<SourcePartition> partitions) {

    public Delta {
        files = List.copyOf(files);
        partitions = List.copyOf(partitions);
        int kinds = (window == null ? 0 : 1) + (files.isEmpty() ? 0 : 1) + (partitions.isEmpty() ? 0 : 1);
        if (kinds != 1) {
            throw new IllegalArgumentException("Delta " + DeltaId.of(table, sequence)
                    + " is either a window of rows, or a list of files, or a list of partitions");
        }
    }

    public static Delta ofRows(TableId table, Window window, String query) {
        return new Delta(table, window.sequence(), DeltaState.PLANNED, query, window, List.of(), List.of());
    }

    /** A delta of files in the order of their sequences. */
    public static Delta ofFiles(TableId table, List<SequencedFile> files, String query) {
        return new Delta(table, files.get(files.size() - 1).sequence(), DeltaState.PLANNED, query, null, files, List.of());
    }

    /** A delta of partitions, each to be read whole. */
    public static Delta ofPartitions(TableId table, long sequence, List<SourcePartition> partitions, String query) {
        return new Delta(table, sequence, DeltaState.PLANNED, query, null, List.of(), partitions);
    }

    public DeltaId id() {
        return DeltaId.of(table, sequence);
    }

    /** The window of a delta of rows. */
    public Window rowWindow() {
        if (window == null) {
            throw new IllegalStateException("Delta " + id() + " is a list of files and has no window");
        }
        return window;
    }

    /** What the delta covers, in a few words. */
    public String scope() {
        if (window != null) {
            return window.toString();
        }
        return partitions.isEmpty() ? files.size() + " file(s)" : partitions.size() + " partition(s)";
    }
}
