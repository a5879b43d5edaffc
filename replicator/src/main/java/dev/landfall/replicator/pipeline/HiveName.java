package dev.landfall.replicator.pipeline;

import java.util.regex.Pattern;

/**
 * A Hive or Impala identifier: letters, digits, underscores, so that it can stand between backquotes without escaping.
 * Anything else is refused with an {@link IllegalArgumentException} that quotes it.
 */
public record HiveName(String value) {
    private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9_]{1,767}");

    public HiveName {
        if (!LEGAL.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "'" + value + "' is not a name that can be read from Hive: use letters, digits and underscores");
        }
    }

    /** The name between backquotes. */
    public String quoted() {
        return "`" + value + "`";
    }

    @Override
    public String toString() {
        return value;
    }
}
