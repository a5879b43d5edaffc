package dev.landfall.endtoend.tpch.comparison;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The canonical text of a row's values, in the order of the comparison's columns; NULL is {@code null}, never empty. */
public record ComparedRow(List<@Nullable String> values) {
    public ComparedRow {
        values = Collections.unmodifiableList(new ArrayList<>(values));
    }

    /** A row of these values. */
    static ComparedRow of(@Nullable String... values) {
        List<@Nullable String> list = new ArrayList<>();
        Collections.addAll(list, values);
        return new ComparedRow(list);
    }

    /** A key column's value; keys are never NULL. */
    String key(int column) {
        String value = values.get(column);
        if (value == null) {
            throw new IllegalStateException("Key column " + (column + 1) + " is NULL in " + values);
        }
        return value;
    }
}
