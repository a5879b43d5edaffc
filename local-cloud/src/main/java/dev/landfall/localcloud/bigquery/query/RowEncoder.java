package dev.landfall.localcloud.bigquery.query;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.landfall.localcloud.bigquery.schema.Field;
import dev.landfall.localcloud.bigquery.schema.FieldMode;
import dev.landfall.localcloud.bigquery.schema.TableSchema;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Blob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Struct;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Rows as the REST API writes them: {@code {"f": [{"v": ...}]}}, every scalar a text. */
public final class RowEncoder {
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final int NANOS_PER_MICRO = 1_000;

    private final TableSchema schema;
    private final boolean int64Timestamps;

    /** @param int64Timestamps timestamps as microseconds since the epoch instead of seconds with a fraction */
    public RowEncoder(TableSchema schema, boolean int64Timestamps) {
        this.schema = schema;
        this.int64Timestamps = int64Timestamps;
    }

    /** All rows of a result whose columns are those of the schema. */
    public JsonArray encode(ResultSet rows) throws SQLException {
        JsonArray encoded = new JsonArray();
        List<Field> fields = schema.fields();
        while (rows.next()) {
            JsonArray cells = new JsonArray(fields.size());
            for (int i = 0; i < fields.size(); i++) {
                cells.add(cell(value(fields.get(i), rows.getObject(i + 1))));
            }
            encoded.add(struct(cells));
        }
        return encoded;
    }

    private JsonElement value(Field field, @Nullable Object value) throws SQLException {
        if (field.mode() == FieldMode.REPEATED) {
            JsonArray elements = new JsonArray();
            if (value != null) {
                Field element = field.withMode(FieldMode.NULLABLE);
                for (Object item : (Object[]) ((Array) value).getArray()) {
                    elements.add(cell(value(element, item)));
                }
            }
            return elements;
        }
        if (value == null) {
            return JsonNull.INSTANCE;
        }
        return switch (field.type()) {
            case STRUCT -> structValue(field, (Struct) value);
            case TIMESTAMP -> new JsonPrimitive(timestamp(((OffsetDateTime) value).toInstant()));
            case DATETIME -> new JsonPrimitive(value.toString().replace(' ', 'T'));
            case NUMERIC -> new JsonPrimitive(plain((BigDecimal) value));
            case BYTES -> new JsonPrimitive(Base64.getEncoder().encodeToString(bytes(value)));
            case DATE -> new JsonPrimitive(date((LocalDate) value));
            case TIME -> new JsonPrimitive(time((LocalTime) value));
            case STRING, INT64, FLOAT64, BIGNUMERIC, BOOL, JSON -> new JsonPrimitive(value.toString());
        };
    }

    private JsonElement structValue(Field field, Struct value) throws SQLException {
        Object[] attributes = value.getAttributes();
        JsonArray cells = new JsonArray(attributes.length);
        for (int i = 0; i < attributes.length; i++) {
            cells.add(cell(value(field.fields().get(i), attributes[i])));
        }
        return struct(cells);
    }

    private String timestamp(Instant instant) {
        // Not ChronoUnit.between: it counts nanoseconds on the way and overflows after the year 2262.
        long micros = instant.getEpochSecond() * MICROS_PER_SECOND + instant.getNano() / NANOS_PER_MICRO;
        return int64Timestamps
                ? Long.toString(micros)
                : BigDecimal.valueOf(micros, 6).toPlainString();
    }

    private static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    private static String date(LocalDate date) {
        return String.format(Locale.ROOT, "%04d-%02d-%02d", date.getYear(), date.getMonthValue(), date.getDayOfMonth());
    }

    private static String time(LocalTime time) {
        String seconds =
                String.format(Locale.ROOT, "%02d:%02d:%02d", time.getHour(), time.getMinute(), time.getSecond());
        return time.getNano() == 0
                ? seconds
                : seconds + String.format(Locale.ROOT, ".%06d", time.getNano() / NANOS_PER_MICRO);
    }

    private static byte[] bytes(Object value) throws SQLException {
        return value instanceof Blob blob ? blob.getBytes(1, (int) blob.length()) : (byte[]) value;
    }

    private static JsonObject cell(JsonElement value) {
        JsonObject cell = new JsonObject();
        cell.add("v", value);
        return cell;
    }

    private static JsonObject struct(JsonArray cells) {
        JsonObject struct = new JsonObject();
        struct.add("f", cells);
        return struct;
    }
}
