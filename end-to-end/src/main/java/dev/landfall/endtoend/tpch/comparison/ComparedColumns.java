package dev.landfall.endtoend.tpch.comparison;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The columns of a comparison; the first {@code keyCount} of them are the key and the order of both sides. */
public record ComparedColumns(List<ComparedColumn> columns, int keyCount) {
    public ComparedColumns {
        columns = List.copyOf(columns);
        if (keyCount < 1 || keyCount > columns.size()) {
            throw new IllegalArgumentException(
                    "A comparison needs 1 to " + columns.size() + " key columns: " + keyCount);
        }
    }

    /** The key columns first, then the others. */
    public static ComparedColumns of(List<ComparedColumn> keys, List<ComparedColumn> others) {
        List<ComparedColumn> all = new ArrayList<>(keys);
        all.addAll(others);
        return new ComparedColumns(all, keys.size());
    }

    /** A query for all rows of a table, in the order of the key. */
    String query(String quotedTable) {
        return "SELECT " + names(columns) + " FROM " + quotedTable + " ORDER BY " + names(columns.subList(0, keyCount));
    }

    /** The order in which both sides come. */
    public Comparator<ComparedRow> keyOrder() {
        return (left, right) -> {
            for (int i = 0; i < keyCount; i++) {
                int order = columns.get(i).type().compare(left.key(i), right.key(i));
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        };
    }

    /** {@code name=value} of every key column. */
    String describeKey(ComparedRow row) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < keyCount; i++) {
            text.append(i == 0 ? "" : ", ")
                    .append(columns.get(i).name())
                    .append('=')
                    .append(row.key(i));
        }
        return text.toString();
    }

    private static String names(List<ComparedColumn> columns) {
        return columns.stream().map(ComparedColumn::quoted).collect(Collectors.joining(", "));
    }
}
