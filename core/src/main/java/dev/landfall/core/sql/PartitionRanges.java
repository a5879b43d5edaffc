package dev.landfall.core.sql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * Where in a target a delta can have an effect, as literals: BigQuery skips partitions for constants only. Neighbours
 * are one range.
 *
 * @param ranges in order, apart from each other
 * @param withNull true if rows without a value are touched
 */
public record PartitionRanges(PartitionColumn column, List<Range> ranges, boolean withNull) {
    private static final int MOST_RANGES = 50;

    /** From the first day or second to the first one after it. */
    public record Range(long start, long end) {}

    public PartitionRanges {
        ranges = List.copyOf(ranges);
    }

    /**
     * These partitions, and perhaps some between them so that there are not too many ranges.
     *
     * @param starts the first days or seconds of partitions, in any order
     */
    public static PartitionRanges around(PartitionColumn column, Collection<Long> starts, boolean withNull) {
        List<Range> ranges = new ArrayList<>(exactly(column, starts, withNull).ranges());
        for (long gap = 1; ranges.size() > MOST_RANGES; gap *= 2) {
            joinNearer(ranges, gap);
        }
        return new PartitionRanges(column, ranges, withNull);
    }

    /** These partitions and no others. */
    public static PartitionRanges exactly(PartitionColumn column, Collection<Long> starts, boolean withNull) {
        List<Range> ranges = new ArrayList<>();
        for (long start : new TreeSet<>(starts)) {
            ranges.add(new Range(start, column.next(start)));
        }
        joinNearer(ranges, 0);
        return new PartitionRanges(column, ranges, withNull);
    }

    /** Joins all neighbours that are no further apart than the gap. */
    private static void joinNearer(List<Range> ranges, long gap) {
        List<Range> joined = new ArrayList<>();
        for (Range range : ranges) {
            int last = joined.size() - 1;
            if (last >= 0 && range.start() - joined.get(last).end() <= gap) {
                joined.set(last, new Range(joined.get(last).start(), range.end()));
            } else {
                joined.add(range);
            }
        }
        ranges.clear();
        ranges.addAll(joined);
    }

    /** True in SQL for the target's rows in these partitions. */
    String contains(String qualifier) {
        String name = qualifier + column.name().quoted();
        List<String> parts = new ArrayList<>();
        for (Range range : ranges) {
            parts.add("(" + name + " >= " + column.literal(range.start()) + " AND " + name + " < "
                    + column.literal(range.end()) + ")");
        }
        if (withNull) {
            parts.add(name + " IS NULL");
        }
        return parts.isEmpty() ? "FALSE" : "(" + String.join(" OR ", parts) + ")";
    }
}
