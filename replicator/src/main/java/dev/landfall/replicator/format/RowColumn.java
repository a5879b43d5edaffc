package dev.landfall.replicator.format;

import java.util.regex.Pattern;

/**
 * One nullable column of the files.
 *
 * @param name legal in Avro, Parquet and BigQuery
 * @param precision decimal digits in all, 1 to 38; 0 unless a decimal
 * @param scale decimal digits after the point; 0 unless a decimal
 */
public record RowColumn(String name, RowType type, int precision, int scale) {
    private static final Pattern LEGAL = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,299}");
    private static final int MAX_PRECISION = 38;

    public RowColumn {
        if (!LEGAL.matcher(name).matches()) {
            throw new IllegalArgumentException("Column name '" + name
                    + "' cannot be carried: letters, digits and underscores only, not beginning with a digit");
        }
        if (type == RowType.DECIMAL && (precision < 1 || precision > MAX_PRECISION || scale < 0 || scale > precision)) {
            throw new IllegalArgumentException(
                    "Column " + name + ": decimal(" + precision + "," + scale + ") is not a legal decimal type");
        }
    }

    public static RowColumn of(String name, RowType type) {
        return new RowColumn(name, type, 0, 0);
    }

    public static RowColumn decimal(String name, int precision, int scale) {
        return new RowColumn(name, RowType.DECIMAL, precision, scale);
    }
}
