package dev.landfall.migration.initialload;

import dev.landfall.migration.catalog.Proposals;
import dev.landfall.migration.initialload.LoadState.Write;
import dev.landfall.migration.initialload.LoadState.Write.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts the writing of a target into jobs that BigQuery takes: each writes to at most 4,000 partitions. Pure. */
final class WriteParts {
    private WriteParts() {}

    /**
     * @param partitions the first days or seconds of the partitions that will have rows, rising; null for rows without a
     *     value; empty if the target is not partitioned
     * @param targetIsThere true if somebody has created the target, without rows
     * @throws InitialLoadException if a table cannot have as many partitions
     */
    static List<Write> of(List<@Nullable Long> partitions, boolean targetIsThere, int mostPerJob) {
        if (partitions.size() > Proposals.MOST_PARTITIONS) {
            throw new InitialLoadException("The rows belong to " + partitions.size() + " partitions, and a table of"
                    + " BigQuery has at most " + Proposals.MOST_PARTITIONS + ": partition the target by MONTH or YEAR");
        }
        List<Long> starts = new ArrayList<>();
        for (Long start : partitions) {
            if (start != null) {
                starts.add(start);
            }
        }
        boolean withNull = starts.size() < partitions.size();
        int room = withNull ? mostPerJob - 1 : mostPerJob;
        if (starts.size() <= room) {
            return targetIsThere ? List.of(Write.of(Kind.INSERT)) : List.of(Write.of(Kind.CREATE_WITH_ROWS));
        }
        List<Write> writes = new ArrayList<>();
        if (!targetIsThere) {
            writes.add(Write.of(Kind.CREATE_EMPTY));
        }
        for (int from = 0; from < starts.size(); from += room) {
            int to = Math.min(from + room, starts.size()) - 1;
            writes.add(new Write(Kind.INSERT, starts.get(from), starts.get(to), withNull && from == 0));
        }
        return List.copyOf(writes);
    }
}
