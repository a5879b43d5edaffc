package dev.landfall.core.table;

/**
 * How a table's CSV files are written.
 *
 * @param header true if the first line is a header and no row
 * @param delimiter between fields, one character
 * @param match how a field finds its column
 */
public record CsvOptions(boolean header, String delimiter, Match match) {
    /** A header line that names the columns, and commas. */
    public static final CsvOptions DEFAULT = new CsvOptions(true, ",");

    /** How a field finds its column. */
    public enum Match {
        /** The fields stand in the order of the target's columns. */
        POSITION,
        /** The header names the columns. */
        NAME;

        /** @throws IllegalArgumentException if the word is neither */
        public static Match ofWord(String word) {
            for (Match match : values()) {
                if (match.name().equalsIgnoreCase(word)) {
                    return match;
                }
            }
            throw new IllegalArgumentException(
                    "'" + Printable.of(word) + "' is no way to match CSV columns: use position or name");
        }
    }

    public CsvOptions {
        if (delimiter.length() != 1) {
            throw new IllegalArgumentException("A CSV delimiter is one character, not '" + delimiter + "'");
        }
        if (match == Match.NAME && !header) {
            throw new IllegalArgumentException("CSV columns are matched by name only with a header");
        }
    }

    /** Matches by name where there is a header. */
    public CsvOptions(boolean header, String delimiter) {
        this(header, delimiter, header ? Match.NAME : Match.POSITION);
    }
}
