package dev.landfall.replicator.keys;

import dev.landfall.replicator.format.RowColumn;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes one byte string of a key, the same for equal keys, and the key of the byte string. */
public final class KeyCodec {
    /** No key that anybody merges by is longer. */
    public static final int MAX_BYTES = 64 * 1024;

    private final List<RowColumn> columns;

    /** @throws IllegalArgumentException if a column's values cannot be told equal */
    public KeyCodec(List<RowColumn> columns) {
        this.columns = List.copyOf(columns);
        for (RowColumn column : columns) {
            switch (column.type()) {
                case FLOAT32, FLOAT64 ->
                    throw new IllegalArgumentException(
                            "Column " + column.name() + " is a floating-point number, which cannot be a key");
                default -> {}
            }
        }
    }

    /** @param key one value per column, in the Java types of a part's row */
    public byte[] encode(@Nullable Object[] key) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream output = new DataOutputStream(bytes)) {
            for (int i = 0; i < key.length; i++) {
                Object value = key[i];
                output.writeBoolean(value != null);
                if (value != null) {
                    write(columns.get(i), value, output);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (bytes.size() > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "A key has " + bytes.size() + " bytes; " + MAX_BYTES + " can be compared");
        }
        return bytes.toByteArray();
    }

    private static void write(RowColumn column, Object value, DataOutputStream output) throws IOException {
        switch (column.type()) {
            case BOOLEAN -> output.writeBoolean((Boolean) value);
            case INT32 -> output.writeInt((Integer) value);
            case INT64 -> output.writeLong((Long) value);
            case DECIMAL ->
                bytes(
                        ((BigDecimal) value)
                                .setScale(column.scale(), RoundingMode.UNNECESSARY)
                                .unscaledValue()
                                .toByteArray(),
                        output);
            case STRING -> bytes(((String) value).getBytes(StandardCharsets.UTF_8), output);
            case BYTES -> bytes((byte[]) value, output);
            case DATE -> output.writeLong(((LocalDate) value).toEpochDay());
            case TIMESTAMP -> {
                LocalDateTime time = (LocalDateTime) value;
                output.writeLong(time.toEpochSecond(ZoneOffset.UTC));
                // Finer fractions do not reach the target, whose key it is.
                output.writeInt(time.get(ChronoField.MICRO_OF_SECOND));
            }
            case FLOAT32, FLOAT64 -> throw new IllegalStateException("Refused by the constructor");
        }
    }

    private static void bytes(byte[] value, DataOutputStream output) throws IOException {
        output.writeInt(value.length);
        output.write(value);
    }

    /** The key of these bytes. */
    public @Nullable Object[] decode(byte[] encoded) {
        @Nullable Object[] key = new Object[columns.size()];
        try (DataInputStream input = new DataInputStream(new ByteArrayInputStream(encoded))) {
            for (int i = 0; i < key.length; i++) {
                key[i] = input.readBoolean() ? read(columns.get(i), input) : null;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("A remembered key does not fit the key columns " + columns, e);
        }
        return key;
    }

    private static Object read(RowColumn column, DataInputStream input) throws IOException {
        return switch (column.type()) {
            case BOOLEAN -> input.readBoolean();
            case INT32 -> input.readInt();
            case INT64 -> input.readLong();
            case DECIMAL -> new BigDecimal(new BigInteger(input.readNBytes(input.readInt())), column.scale());
            case STRING -> new String(input.readNBytes(input.readInt()), StandardCharsets.UTF_8);
            case BYTES -> input.readNBytes(input.readInt());
            case DATE -> LocalDate.ofEpochDay(input.readLong());
            case TIMESTAMP -> LocalDateTime.ofEpochSecond(input.readLong(), input.readInt() * 1_000, ZoneOffset.UTC);
            case FLOAT32, FLOAT64 -> throw new IllegalStateException("Refused by the constructor");
        };
    }
}
