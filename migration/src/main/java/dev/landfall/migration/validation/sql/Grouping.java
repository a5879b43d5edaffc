package dev.landfall.migration.validation.sql;

/**
 * Which column tells the partition of a row.
 *
 * @param column its index among the compared columns
 * @param width the interval of time that shares a partition, or each value by itself
 */
public record Grouping(int column, Width width) {
    /** How much of the canonical text of a value is the partition's label. */
    public enum Width {
        HOUR(13),
        DAY(10),
        MONTH(7),
        YEAR(4),
        VALUE(0);

        private final int characters;

        Width(int characters) {
            this.characters = characters;
        }

        /** 0 for the whole text. */
        int characters() {
            return characters;
        }
    }
}
