package dev.landfall.core.sql;

import dev.landfall.core.table.Column;
import dev.landfall.core.table.ColumnName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The version of a row as SQL: (order columns, sequence, deleted, content), compared from left to right; NULL is the
 * smallest. It is a total order, so the greatest of any rows is the same in whichever order they are looked at.
 *
 * <p>The content is every column but the keys as JSON, by name, each followed by a character that is smaller than any
 * that JSON holds: so contents compare column by column, whichever order the target has its columns in, and a column
 * that is added later cannot change which of two older rows is the greater, since both have none of it.
 *
 * @param columns of the target, without the sequence
 */
record RowVersion(List<ColumnName> keys, List<ColumnName> order, List<Column> columns) {
    private static final String SEQUENCE = ColumnName.SEQUENCE.quoted();

    /** What sorts the greatest version first, a row that deletes before one of the same order and sequence. */
    List<String> descending(boolean withDeletes) {
        List<String> by = new ArrayList<>();
        order.forEach(column -> by.add(column.quoted() + " DESC NULLS LAST"));
        by.add(SEQUENCE + " DESC");
        if (withDeletes) {
            by.add(StagedDeletes.DELETED + " DESC");
        }
        by.add(content("") + " DESC");
        return by;
    }

    /** True in SQL if the source's row has a greater version than the target's. */
    String greater() {
        return compared(
                0,
                "source." + SEQUENCE + " > target." + SEQUENCE + " OR target." + SEQUENCE + " IS NULL\n  OR (source."
                        + SEQUENCE + " = target." + SEQUENCE + " AND " + content("source.") + " > " + content("target.")
                        + ")");
    }

    /** True in SQL if the source, which deletes, beats the target's row; it wins a tie. */
    String deletes() {
        return compared(0, "source." + SEQUENCE + " >= target." + SEQUENCE + " OR target." + SEQUENCE + " IS NULL");
    }

    private String compared(int index, String last) {
        if (index == order.size()) {
            return last;
        }
        String source = "source." + order.get(index).quoted();
        String target = "target." + order.get(index).quoted();
        return source + " > " + target + " OR (" + target + " IS NULL AND " + source + " IS NOT NULL)\n  OR (" + source
                + " IS NOT DISTINCT FROM " + target + " AND (" + compared(index + 1, last) + "))";
    }

    private String content(String qualifier) {
        return Stream.concat(
                        columns.stream()
                                .map(Column::name)
                                .filter(name -> !keys.contains(name))
                                .sorted()
                                .map(name -> "TO_JSON_STRING(" + qualifier + name.quoted() + "), '\\x01'"),
                        // A table may have nothing but keys.
                        Stream.of("''"))
                .collect(Collectors.joining(", ", "CONCAT(", ")"));
    }
}
