package dev.landfall.localcloud.bigquery.sql;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Blob;
import java.sql.SQLException;
import java.sql.Struct;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Values that compare: decimals without trailing zeros, bytes as hexadecimal, arrays and structs as lists. */
public final class Rendered {
    private Rendered() {}

    public static Object of(Object value) throws SQLException {
        if (value == null) {
            return "NULL";
        }
        if (value instanceof BigDecimal decimal) {
            return decimal(decimal);
        }
        if (value instanceof OffsetDateTime time) {
            return time.toInstant().toString();
        }
        if (value instanceof Blob blob) {
            return "0x" + HexFormat.of().formatHex(blob.getBytes(1, (int) blob.length()));
        }
        if (value instanceof Array array) {
            return all((Object[]) array.getArray());
        }
        if (value instanceof Struct struct) {
            return all(struct.getAttributes());
        }
        if (value instanceof java.sql.Timestamp timestamp) {
            return timestamp.toLocalDateTime().toString();
        }
        return value instanceof Long || value instanceof Double || value instanceof Boolean || value instanceof String
                ? value
                : value.toString();
    }

    public static String decimal(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    private static List<Object> all(Object[] values) throws SQLException {
        List<Object> rendered = new ArrayList<>();
        for (Object value : values) {
            rendered.add(of(value));
        }
        return rendered;
    }
}
