package dev.landfall.endtoend.tpch.comparison;

import org.jspecify.annotations.Nullable;

/**
 * One way in which the target is not the source.
 *
 * @param kind what is wrong
 * @param key the row's key, as {@code name=value}
 * @param column the first column that differs; null unless the kind is {@code DIFFERENT}
 * @param source the source's value; null if it is NULL or there is no such row
 * @param target the target's value; likewise
 */
public record Difference(
        Kind kind,
        String key,
        @Nullable String column,
        @Nullable String source,
        @Nullable String target) {
    /** What can be wrong with a row of the target. */
    public enum Kind {
        /** The source has it, the target has not. */
        MISSING,
        /** The target has it, the source has not, or has it once less. */
        EXTRA,
        /** Both have it, with another value. */
        DIFFERENT
    }

    @Override
    public String toString() {
        return switch (kind) {
            case MISSING -> "missing in the target: " + key;
            case EXTRA -> "extra in the target: " + key;
            case DIFFERENT ->
                "different: " + key + ": " + column + " is " + quoted(source) + " in the source, " + quoted(target)
                        + " in the target";
        };
    }

    private static String quoted(@Nullable String value) {
        return value == null ? "NULL" : '"' + value + '"';
    }
}
