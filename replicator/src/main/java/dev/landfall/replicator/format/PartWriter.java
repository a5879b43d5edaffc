package dev.landfall.replicator.format;

import dev.landfall.replicator.checksum.ChecksummedOutput;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Writes the rows of one part. The same rows give the same bytes, so that a re-run of a delta finds its parts delivered.
 * Not safe for use by several threads. {@link #close()} ends the file; a part is complete only then.
 */
public interface PartWriter extends Closeable {

    /** Opens a part of this format on {@code output}, which is closed with the writer. */
    static PartWriter open(PartFormat format, RowSchema schema, ChecksummedOutput output) throws IOException {
        return switch (format) {
            case AVRO -> new AvroPartWriter(schema, output);
            case PARQUET -> new ParquetPartWriter(schema, output);
        };
    }

    /**
     * Adds a row: one value per column, null where the row has none, in the Java type of the column: Boolean, Integer,
     * Long, Float, Double, BigDecimal, String, byte[], LocalDate, LocalDateTime.
     *
     * @throws IllegalArgumentException when a value cannot be carried; it names column and value
     */
    void write(@Nullable Object[] values) throws IOException;

    /** About how many bytes the file would have if it were closed now. */
    long estimatedSize();
}
