package dev.landfall.endtoend.tpch.comparison;

import java.util.regex.Pattern;

/** A column that both tables have under the same name. */
public record ComparedColumn(String name, ComparedType type) {
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    public ComparedColumn {
        if (!IDENTIFIER.matcher(name).matches()) {
            throw new IllegalArgumentException("Not a column name: '" + name + "'");
        }
    }

    /** Quoted, as Hive and BigQuery both write it. */
    String quoted() {
        return '`' + name + '`';
    }
}
