package dev.landfall.localcloud.bigquery.load;

import dev.landfall.localcloud.bigquery.schema.FieldMode;
import dev.landfall.localcloud.bigquery.schema.FieldType;
import dev.landfall.localcloud.http.ApiException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/** Writes Avro values to a DuckDB appender: scalars and structs without boxing, arrays as lists of Java values. */
final class AvroAppender {
    private static final int NUMERIC_SCALE = 9;
    private static final int NUMERIC_PRECISION = 38;
    private static final long MICROS_PER_MILLI = 1_000;

    private final List<AvroColumn> columns;
    private final DuckDBAppender appender;

    AvroAppender(List<AvroColumn> columns, DuckDBAppender appender) {
        this.columns = columns;
        this.appender = appender;
    }

    void append(IndexedRecord row) throws SQLException {
        appender.beginRow();
        for (AvroColumn column : columns) {
            append(column, row.get(column.position()));
        }
        appender.endRow();
    }

    private void append(AvroColumn column, @Nullable Object value) throws SQLException {
        if (column.field().mode() == FieldMode.REPEATED) {
            appender.append(elements(column, value));
        } else if (value == null) {
            appender.appendNull();
        } else if (column.field().type() == FieldType.STRUCT) {
            IndexedRecord record = (IndexedRecord) value;
            appender.beginStruct();
            for (AvroColumn child : column.children()) {
                append(child, record.get(child.position()));
            }
            appender.endStruct();
        } else {
            appendScalar(column, value);
        }
    }

    private void appendScalar(AvroColumn column, Object value) throws SQLException {
        switch (column.field().type()) {
            case INT64 -> appender.append(((Number) value).longValue());
            case FLOAT64 -> appender.append(((Number) value).doubleValue());
            case BOOL -> appender.append(((Boolean) value).booleanValue());
            case TIMESTAMP, DATETIME -> appender.appendEpochMicros(micros(column, value));
            case DATE -> appender.appendEpochDays(((Number) value).intValue());
            case TIME -> appender.appendDayMicros(micros(column, value));
            case NUMERIC -> appender.append(numeric(column, value));
            case BYTES -> appender.append(bytes(value));
            default -> appender.append(text(column, value));
        }
    }

    private Collection<?> elements(AvroColumn column, @Nullable Object value) {
        if (value == null) {
            return List.of();
        }
        List<@Nullable Object> elements = new ArrayList<>();
        if (column.isMap()) {
            for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
                elements.add(Arrays.asList(
                        entry.getKey().toString(), boxed(column.children().get(1), entry.getValue())));
            }
        } else {
            for (Object element : (Collection<?>) value) {
                elements.add(element == null ? null : boxedSingle(column, element));
            }
        }
        return elements;
    }

    private @Nullable Object boxed(AvroColumn column, @Nullable Object value) {
        if (column.field().mode() == FieldMode.REPEATED) {
            return elements(column, value);
        }
        return value == null ? null : boxedSingle(column, value);
    }

    private Object boxedSingle(AvroColumn column, Object value) {
        return switch (column.field().type()) {
            case STRUCT -> {
                List<@Nullable Object> attributes = new ArrayList<>();
                IndexedRecord record = (IndexedRecord) value;
                column.children().forEach(child -> attributes.add(boxed(child, record.get(child.position()))));
                yield attributes;
            }
            case INT64 -> ((Number) value).longValue();
            case FLOAT64 -> ((Number) value).doubleValue();
            case BOOL -> value;
            case TIMESTAMP -> instant(micros(column, value)).atOffset(ZoneOffset.UTC);
            case DATETIME -> LocalDateTime.ofInstant(instant(micros(column, value)), ZoneOffset.UTC);
            case DATE -> LocalDate.ofEpochDay(((Number) value).intValue());
            case TIME -> LocalTime.ofNanoOfDay(micros(column, value) * 1_000);
            case NUMERIC -> numeric(column, value);
            case BYTES -> bytes(value);
            default -> text(column, value);
        };
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private static long micros(AvroColumn column, Object value) {
        long number = ((Number) value).longValue();
        return column.inMillis() ? Math.multiplyExact(number, MICROS_PER_MILLI) : number;
    }

    private static BigDecimal numeric(AvroColumn column, Object value) {
        BigDecimal decimal = decimal(column, value).setScale(NUMERIC_SCALE, RoundingMode.HALF_UP);
        if (decimal.precision() > NUMERIC_PRECISION) {
            throw ApiException.invalid(
                    "Invalid NUMERIC value: " + decimal.stripTrailingZeros().toPlainString()
                            + " is out of range. Field: " + column.field().name());
        }
        return decimal;
    }

    private static BigDecimal decimal(AvroColumn column, Object value) {
        return new BigDecimal(
                new BigInteger(bytes(value)), column.decimalScale().orElseThrow());
    }

    private static String text(AvroColumn column, Object value) {
        if (column.decimalScale().isEmpty()) {
            return value.toString();
        }
        BigDecimal decimal = decimal(column, value);
        return decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
    }

    private static byte[] bytes(Object value) {
        if (value instanceof GenericFixed fixed) {
            return fixed.bytes();
        }
        ByteBuffer buffer = ((ByteBuffer) value).duplicate();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
