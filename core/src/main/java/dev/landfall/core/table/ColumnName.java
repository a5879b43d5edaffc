package dev.landfall.core.table;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A column. A letter or underscore, then letters, digits and underscores, at most 300 characters, and none of
 * BigQuery's reserved prefixes (BigQuery, "Column names"). Columns are case-insensitive there, so two names that
 * differ only in case are equal here; {@link #value()} keeps the case as written.
 *
 * An illegal name is refused with an IllegalArgumentException whose message quotes it.
 */
public record ColumnName(String value) implements Comparable<ColumnName> {
    private static final Pattern LEGAL = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,299}");
    private static final List<String> RESERVED_PREFIXES =
            List.of("_table_", "_file_", "_partition", "_row_timestamp", "__root__", "_colidentifier", "_change_");

    private static final String OWN_PREFIX = "_landfall_";

    /** The system column of every target that Landfall creates: the sequence of the file a row came from. */
    public static final ColumnName SEQUENCE = new ColumnName("_landfall_sequence");

    public ColumnName {
        if (!LEGAL.matcher(value).matches()) {
            throw new IllegalArgumentException("'" + Printable.of(value)
                    + "' is not a column name: start with a letter or underscore, then letters, digits and"
                    + " underscores, at most 300");
        }
        String lower = value.toLowerCase(Locale.ROOT);
        for (String prefix : RESERVED_PREFIXES) {
            if (lower.startsWith(prefix)) {
                throw new IllegalArgumentException(
                        "'" + value + "' is not a column name: BigQuery reserves the prefix " + prefix);
            }
        }
    }

    /** True for a name that Landfall keeps for itself: no file may have it. */
    public boolean isLandfalls() {
        return value.toLowerCase(Locale.ROOT).startsWith(OWN_PREFIX);
    }

    /** The name between backquotes. */
    public String quoted() {
        return "`" + value + "`";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ColumnName name && value.equalsIgnoreCase(name.value);
    }

    @Override
    public int hashCode() {
        return value.toLowerCase(Locale.ROOT).hashCode();
    }

    @Override
    public int compareTo(ColumnName other) {
        return value.compareToIgnoreCase(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
