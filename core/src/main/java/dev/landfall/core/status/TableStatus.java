package dev.landfall.core.status;

import dev.landfall.core.ledger.FileRecord;
import dev.landfall.core.ledger.FileState;
import dev.landfall.core.ledger.MergeCounts;
import dev.landfall.core.ledger.TableRecord;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one table stands.
 *
 * @param table its name, or a name for the files whose path tells none
 * @param freshAsOf the landing time of the newest merged file: everything that landed before it and is not in the
 *     backlog or failed is in the target; null if nothing was merged yet
 * @param files how many files are in each state
 * @param duplicates how many events came again for files that were known
 * @param rows of all merges
 */
public record TableStatus(
        String table, @Nullable Instant freshAsOf, Map<FileState, Long> files, long duplicates, MergeCounts rows) {
    public TableStatus {
        files = Map.copyOf(files);
    }

    /** @param record the table's own record, null for files without a known table */
    public static TableStatus of(String table, @Nullable TableRecord record, Collection<FileRecord> files) {
        Map<FileState, Long> counts = new EnumMap<>(FileState.class);
        long duplicates = 0;
        Instant newest = null;
        for (FileRecord file : files) {
            counts.merge(file.state(), 1L, Long::sum);
            duplicates += file.duplicates();
            Instant landed = file.reached().get(FileState.LANDED);
            if (file.state() == FileState.MERGED && landed != null && (newest == null || landed.isAfter(newest))) {
                newest = landed;
            }
        }
        return new TableStatus(table, newest, counts, duplicates, record == null ? MergeCounts.NONE : record.total());
    }

    public long files(FileState state) {
        return files.getOrDefault(state, 0L);
    }

    /** Files that are under way. */
    public long backlog() {
        return files.entrySet().stream()
                .filter(entry -> !entry.getKey().isFinal())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Files that ended without reaching the target. */
    public long failed() {
        return files(FileState.FAILED) + files(FileState.REJECTED);
    }
}
