package dev.landfall.replicator.format;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** One row in the shape that Avro's and Parquet's writers take; reused from row to row. */
final class RowRecord implements IndexedRecord {
    private static final int MIN_YEAR = 1;
    private static final int MAX_YEAR = 9999;

    private final Schema schema;
    private final List<RowColumn> columns;
    private final PartFormat format;
    private final @Nullable Object[] encoded;

    RowRecord(RowSchema row, PartFormat format) {
        this.schema = AvroSchemas.of(row, format);
        this.columns = row.columns();
        this.format = format;
        this.encoded = new Object[columns.size()];
    }

    /** Takes the values of the next row; see {@link PartWriter#write} for the types. */
    RowRecord fill(@Nullable Object[] values) {
        if (values.length != encoded.length) {
            throw new IllegalArgumentException(
                    "A row has " + values.length + " values, but its schema has " + encoded.length + " columns");
        }
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            encoded[i] = value == null ? null : encode(i, value);
        }
        return this;
    }

    private Object encode(int position, Object value) {
        RowColumn column = columns.get(position);
        return switch (column.type()) {
            case BOOLEAN, INT32, INT64, FLOAT32, FLOAT64, STRING -> value;
            case BYTES -> ByteBuffer.wrap((byte[]) value);
            case DECIMAL -> decimal(position, column, (BigDecimal) value);
            case DATE -> Math.toIntExact(inRange(column, (LocalDate) value).toEpochDay());
            case TIMESTAMP -> micros(column, (LocalDateTime) value);
        };
    }

    private Object decimal(int position, RowColumn column, BigDecimal value) {
        BigDecimal scaled;
        try {
            scaled = value.setScale(column.scale(), RoundingMode.UNNECESSARY);
        } catch (ArithmeticException e) {
            throw doesNotFit(column, value);
        }
        if (scaled.precision() > column.precision()) {
            throw doesNotFit(column, value);
        }
        if (format == PartFormat.AVRO) {
            return ByteBuffer.wrap(DecimalBytes.variable(scaled));
        }
        Schema fixed = schema.getFields().get(position).schema().getTypes().get(1);
        return new GenericData.Fixed(fixed, DecimalBytes.fixed(scaled, fixed.getFixedSize()));
    }

    private static IllegalArgumentException doesNotFit(RowColumn column, BigDecimal value) {
        return new IllegalArgumentException("Column " + column.name() + ": value " + value + " does not fit decimal("
                + column.precision() + "," + column.scale() + ")");
    }

    private static LocalDate inRange(RowColumn column, LocalDate date) {
        if (date.getYear() < MIN_YEAR || date.getYear() > MAX_YEAR) {
            throw new IllegalArgumentException("Column " + column.name() + ": " + date
                    + " is outside of the years 0001 to 9999 that BigQuery can hold");
        }
        return date;
    }

    private static long micros(RowColumn column, LocalDateTime value) {
        inRange(column, value.toLocalDate());
        return value.toEpochSecond(ZoneOffset.UTC) * 1_000_000L + value.get(ChronoField.MICRO_OF_SECOND);
    }

    @Override
    public void put(int position, Object value) {
        throw new UnsupportedOperationException("Rows are filled as a whole");
    }

    @Override
    public @Nullable Object get(int position) {
        return encoded[position];
    }

    @Override
    public Schema getSchema() {
        return schema;
    }
}
