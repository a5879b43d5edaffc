package dev.landfall.core.batch;

import dev.landfall.core.landing.FileEncoding;
import dev.landfall.core.landing.LandingPath;
import dev.landfall.core.landing.Layout;
import dev.landfall.core.ledger.BatchContent;
import dev.landfall.core.ledger.FileRecord;
import dev.landfall.core.table.ColumnName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Groups landed files into batches: pure, and the same for the same files in any order.
 *
 * <p><b>How a row learns its file's sequence.</b> A load job adds no constants and knows no file name. Files whose names
 * carry {@code seq=} are loaded together, and the load reads it as a Hive partition key into a staging column. A file
 * without it is loaded with files of the same sequence only, and the merge adds the sequence as a literal; where the
 * sequence is the object's generation, the file is alone. So one job never mixes rows whose sequence cannot be told apart.
 *
 * <p><b>A table with a data column {@code seq} of its own.</b> A Hive key may not have the name of a column of the files
 * (BigQuery, "Loading externally partitioned data", limitations). So where {@code seq} is known to be data, in any case,
 * the {@code seq=} folder is read by Landfall alone: files of one such folder make a batch, whose layout begins below the
 * folder, and the merge adds its number as a literal.
 */
public final class BatchPlanner {
    private final BatchLimits limits;

    public BatchPlanner(BatchLimits limits) {
        this.limits = limits;
    }

    /** @param sequence null if the names carry it */
    private record Group(
            String bucket,
            FileEncoding encoding,
            Layout layout,
            @Nullable Long sequence) {}

    /**
     * Every file is in exactly one batch; smaller sequences come first.
     *
     * @param dataColumns columns that the table's files are known to have; of interest is only one named {@code seq}
     */
    public List<BatchContent> plan(List<FileRecord> landed, Set<ColumnName> dataColumns) {
        boolean clash = dataColumns.contains(LandingPath.SEQUENCE_KEY);
        List<FileRecord> files = new ArrayList<>(landed);
        files.sort(Comparator.<FileRecord>comparingLong(file -> file.toLoad().sequence())
                .thenComparing(file -> file.object().uri())
                .thenComparing(FileRecord::id));
        Map<Group, List<FileRecord>> open = new LinkedHashMap<>();
        List<List<FileRecord>> batches = new ArrayList<>();
        for (FileRecord file : files) {
            Layout layout = layout(file, clash);
            Long sequence =
                    layout.carriesSequence() ? null : Long.valueOf(file.toLoad().sequence());
            Group group = new Group(file.object().bucket(), file.toLoad().encoding(), layout, sequence);
            List<FileRecord> batch = open.get(group);
            if (batch == null || !fits(batch, file)) {
                batch = new ArrayList<>();
                open.put(group, batch);
                batches.add(batch);
            }
            batch.add(file);
        }
        return batches.stream().map(batch -> content(batch, clash)).toList();
    }

    /** True if no other file would be added to it. */
    public boolean isFull(BatchContent batch) {
        return batch.files().size() >= limits.files();
    }

    private boolean fits(List<FileRecord> batch, FileRecord next) {
        long bytes = next.object().sizeBytes();
        long characters = next.object().uri().length();
        for (FileRecord file : batch) {
            bytes += file.object().sizeBytes();
            characters += file.object().uri().length();
            // Two versions of one object cannot be told apart by a load job; each gets a job of its own.
            if (file.object().uri().equals(next.object().uri())) {
                return false;
            }
        }
        return batch.size() < limits.files() && bytes <= limits.bytes() && characters <= limits.nameCharacters();
    }

    private static Layout layout(FileRecord file, boolean clash) {
        Layout layout = file.toLoad().layout();
        return clash && layout.carriesSequence()
                ? layout.belowSequence(file.object().name())
                : layout;
    }

    private static BatchContent content(List<FileRecord> files, boolean clash) {
        FileRecord first = files.get(0);
        Layout layout = layout(first, clash);
        return new BatchContent(
                files.stream().map(FileRecord::id).toList(),
                files.stream().map(file -> file.object().uri()).toList(),
                first.toLoad().encoding(),
                layout,
                layout.carriesSequence() ? null : Long.valueOf(first.toLoad().sequence()));
    }
}
