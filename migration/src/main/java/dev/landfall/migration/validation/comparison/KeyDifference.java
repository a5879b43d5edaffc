package dev.landfall.migration.validation.comparison;

import java.util.List;

/**
 * A key whose rows differ.
 *
 * @param key readable: {@code id = 7}
 * @param columns what differs, if it is there once on both sides
 * @param elements arrays and maps of the table: if no column differs, a value in one of them does
 */
public record KeyDifference(
        Kind kind,
        String key,
        long sourceRows,
        long targetRows,
        List<ColumnDifference> columns,
        List<String> elements) {
    /** How a key can differ. */
    public enum Kind {
        MISSING("missing in the target"),
        EXTRA("not in the source"),
        DIFFERENT("has other values"),
        REPEATED("is there another number of times");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    public KeyDifference {
        columns = List.copyOf(columns);
        elements = List.copyOf(elements);
    }
}
