package dev.landfall.replicator.source.jdbc;

import dev.landfall.replicator.pipeline.Dialect;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Reads one column of the current row in the Java type that parts take. */
@FunctionalInterface
interface ColumnReader {

    @Nullable
    Object read(ResultSet row, int position) throws SQLException;

    static ColumnReader of(SourceColumn column, Dialect dialect) {
        boolean text = dialect.readsTimesAsText();
        return switch (column.carried().type()) {
            case BOOLEAN -> ResultSet::getObject;
            case INT32 -> number(Number::intValue);
            case INT64 -> number(Number::longValue);
            case FLOAT32 -> number(Number::floatValue);
            case FLOAT64 -> number(Number::doubleValue);
            case DECIMAL -> ResultSet::getBigDecimal;
            case STRING ->
                column.padded() ? (row, position) -> unpadded(row.getString(position)) : ResultSet::getString;
            // Hive's driver has no getBytes in several versions.
            case BYTES -> (row, position) -> (byte[]) row.getObject(position);
            case DATE ->
                text
                        ? (row, position) -> date(column, row.getString(position))
                        : (row, position) -> row.getObject(position, LocalDate.class);
            case TIMESTAMP ->
                text ? (row, position) -> timestamp(column, row.getString(position)) : timestamp(column.zoned());
        };
    }

    /** Narrows or widens a number to its column's type. */
    @FunctionalInterface
    interface Conversion {
        Object of(Number value);
    }

    private static ColumnReader number(Conversion conversion) {
        return (row, position) -> {
            Object value = row.getObject(position);
            return value == null ? null : conversion.of((Number) value);
        };
    }

    private static @Nullable String unpadded(@Nullable String text) {
        if (text == null) {
            return null;
        }
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == ' ') {
            end--;
        }
        return text.substring(0, end);
    }

    private static @Nullable LocalDate date(SourceColumn column, @Nullable String text) {
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "Column " + column.name() + ": '" + text + "' is not a date of the years 0001 to 9999", e);
        }
    }

    private static @Nullable LocalDateTime timestamp(SourceColumn column, @Nullable String text) {
        try {
            return text == null ? null : TimestampText.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Column " + column.name() + ": " + e.getMessage(), e);
        }
    }

    private static ColumnReader timestamp(boolean zoned) {
        return zoned
                ? (row, position) -> {
                    OffsetDateTime value = row.getObject(position, OffsetDateTime.class);
                    return value == null
                            ? null
                            : value.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
                }
                : (row, position) -> row.getObject(position, LocalDateTime.class);
    }
}
