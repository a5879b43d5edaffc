package dev.landfall.migration.catalog;

import dev.landfall.core.table.ColumnName;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * BigQuery's names for the columns of a table. A legal name stays; in any other each illegal character becomes an
 * underscore, and a number is added if the name is taken: so the result depends on nothing but the names and their
 * order. Names that differ in case only count as taken.
 */
final class ColumnRenames {
    private static final int LONGEST = 290;

    private ColumnRenames() {}

    /** Hive's names to BigQuery's, in the order given. */
    static Map<String, ColumnName> of(List<String> names) {
        Set<ColumnName> taken = new HashSet<>();
        Map<String, ColumnName> kept = new LinkedHashMap<>();
        for (String name : names) {
            legal(name).filter(taken::add).ifPresent(column -> kept.put(name, column));
        }
        Map<String, ColumnName> renamed = new LinkedHashMap<>();
        for (String name : names) {
            ColumnName column = kept.get(name);
            renamed.put(name, column != null ? column : free(name, taken));
        }
        return renamed;
    }

    private static Optional<ColumnName> legal(String name) {
        try {
            return Optional.of(new ColumnName(name)).filter(column -> !column.isLandfalls());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static ColumnName free(String name, Set<ColumnName> taken) {
        String plain = name.replaceAll("[^A-Za-z0-9_]", "_");
        String cut = plain.substring(0, Math.min(plain.length(), LONGEST));
        ColumnName candidate = legal(cut).orElseGet(() -> new ColumnName("c_" + cut));
        for (int number = 2; !taken.add(candidate); number++) {
            candidate = new ColumnName(legal(cut).map(ColumnName::value).orElse("c_" + cut) + "_" + number);
        }
        return candidate;
    }
}
