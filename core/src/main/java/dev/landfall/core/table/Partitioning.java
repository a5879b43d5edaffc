package dev.landfall.core.table;

/**
 * The target's partitioning.
 *
 * @param immutable true if a key's partition never changes; only then may a merge name the touched partitions
 */
public record Partitioning(ColumnName column, Granularity by, boolean immutable) {
    /** The width of one partition of a DATE, DATETIME or TIMESTAMP column. */
    public enum Granularity {
        HOUR,
        DAY,
        MONTH,
        YEAR;

        /** @throws IllegalArgumentException if the word is none of the widths; the message lists them */
        public static Granularity ofWord(String word) {
            for (Granularity granularity : values()) {
                if (granularity.name().equalsIgnoreCase(word)) {
                    return granularity;
                }
            }
            throw new IllegalArgumentException(
                    "'" + Printable.of(word) + "' is not a partition width: use HOUR, DAY, MONTH or YEAR");
        }
    }
}
