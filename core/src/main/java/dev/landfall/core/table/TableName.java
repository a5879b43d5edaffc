package dev.landfall.core.table;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * A BigQuery table without its dataset. Unicode letters, marks, numbers, connectors, dashes and spaces, at most 1,024
 * UTF-8 bytes (BigQuery, "Table naming"); none of these needs escaping between backquotes. Case-sensitive.
 *
 * An illegal name is refused with an IllegalArgumentException whose message quotes it.
 */
public record TableName(String value) implements Comparable<TableName> {
    private static final Pattern LEGAL = Pattern.compile("[\\p{L}\\p{M}\\p{N}\\p{Pc}\\p{Pd}\\p{Zs}]+");
    private static final int MOST_BYTES = 1024;

    public TableName {
        if (!LEGAL.matcher(value).matches() || value.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "'" + Printable.of(value) + "' is not a table name: use letters, digits, underscores, dashes and"
                            + " spaces, at most 1024 bytes");
        }
    }

    /** The name between backquotes. */
    public String quoted() {
        return "`" + value + "`";
    }

    @Override
    public int compareTo(TableName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
