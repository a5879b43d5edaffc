package dev.landfall.core.table;

import java.util.regex.Pattern;

/**
 * A BigQuery dataset. Letters, digits and underscores, at most 1,024 of them (BigQuery, "Name datasets"), so it can
 * stand in SQL between backquotes without any escaping. Case-sensitive.
 *
 * An illegal name is refused with an IllegalArgumentException whose message quotes it.
 */
public record DatasetName(String value) implements Comparable<DatasetName> {
    private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9_]{1,1024}");

    public DatasetName {
        if (!LEGAL.matcher(value).matches()) {
            throw new IllegalArgumentException("'" + Printable.of(value)
                    + "' is not a dataset name: use letters, digits and underscores, at most 1024");
        }
    }

    /** The name between backquotes. */
    public String quoted() {
        return "`" + value + "`";
    }

    @Override
    public int compareTo(DatasetName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
