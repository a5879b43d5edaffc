package dev.landfall.core.table;

/**
 * How a table's CSV files are written.
 *
 * @param header true if the first line names the columns; then columns are matched by name, else by position
 * @param delimiter between fields, one character
 */
public record CsvOptions(boolean header, String delimiter) {
    /** A header line and commas. */
    public static final CsvOptions DEFAULT = new CsvOptions(true, ",");

    public CsvOptions {
        if (delimiter.length() != 1) {
            throw new IllegalArgumentException("A CSV delimiter is one character, not '" + delimiter + "'");
        }
    }
}
