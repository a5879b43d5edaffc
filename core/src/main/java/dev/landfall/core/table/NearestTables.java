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
                .sorted(Comparator.<TableId>comparingInt(table -> distance(wanted.toString(), table.toString()))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MOST)
                .toList();
    }

    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(substituted, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
