package dev.landfall.core.ledger;

import java.util.EnumMap;
import java.util.Map;

/**
 * How many files are in each state.
 *
 * @param duplicates how many events came again for files that were known
 */
public record FileCounts(Map<FileState, Long> files, long duplicates) {
    public static final FileCounts NONE = new FileCounts(Map.of(), 0);

    public FileCounts {
        files = Map.copyOf(files);
    }

    public long in(FileState state) {
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
        return in(FileState.FAILED) + in(FileState.REJECTED);
    }

    public long all() {
        return files.values().stream().mapToLong(Long::longValue).sum();
    }

    /** These without those, which they hold. */
    public FileCounts minus(FileCounts part) {
        Map<FileState, Long> rest = new EnumMap<>(FileState.class);
        files.forEach((state, count) -> rest.put(state, Math.max(0, count - part.in(state))));
        return new FileCounts(rest, Math.max(0, duplicates - part.duplicates));
    }
}
