package dev.landfall.core.table;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Finds the tables somebody may have meant. */
public final class NearestTables {
    private static final int MOST = 3;

    private NearestTables() {}

    /** At most three of the known tables, the most alike first (edit distance of the whole name). */
    public static List<TableId> to(TableId wanted, Collection<TableId> known) {
        return known.stream()
                .sorted(Comparator.<TableId>comparingInt(
                                table -> EditDistance.between(wanted.toString(), table.toString()))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MOST)
                .toList();
    }
}
