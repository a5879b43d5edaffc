package dev.landfall.localcloud.bigquery.sql.functions;

import static dev.landfall.localcloud.bigquery.sql.functions.Registry.Kind.FLOAT64;
import static dev.landfall.localcloud.bigquery.sql.functions.Registry.Kind.INT64;
import static dev.landfall.localcloud.bigquery.sql.functions.Registry.Kind.TEXT;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.Locale;

/** Values as TO_JSON_STRING writes them. */
final class JsonTexts {
    private static final long EXACT_IN_DOUBLE = 1L << 53;

    private JsonTexts() {}

    static void addTo(Registry registry) throws SQLException {
        registry.add("bq_json_text", TEXT, a -> quoted((String) a[0]), TEXT);
        registry.add("bq_json_int64", TEXT, a -> int64((Long) a[0]), INT64);
        registry.add("bq_json_float64", TEXT, a -> float64((Double) a[0]), FLOAT64);
        registry.add("bq_json_numeric", TEXT, a -> numeric((String) a[0]), TEXT);
        registry.add("bq_json_timestamp", TEXT, a -> '"' + moment((Long) a[0]) + "Z\"", INT64);
        registry.add("bq_json_datetime", TEXT, a -> '"' + moment((Long) a[0]) + '"', INT64);
    }

    private static String int64(long value) {
        boolean exact = value >= -EXACT_IN_DOUBLE && value <= EXACT_IN_DOUBLE;
        return exact ? Long.toString(value) : '"' + Long.toString(value) + '"';
    }

    private static String float64(double value) {
        if (Double.isNaN(value)) {
            return "\"NaN\"";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "\"Infinity\"" : "\"-Infinity\"";
        }
        return NumberTexts.of(value);
    }

    private static String numeric(String text) {
        BigDecimal value = new BigDecimal(text);
        boolean integral = value.stripTrailingZeros().scale() <= 0;
        boolean exact = integral && value.abs().compareTo(BigDecimal.valueOf(EXACT_IN_DOUBLE)) <= 0;
        return exact ? text : '"' + text + '"';
    }

    private static String moment(long micros) {
        LocalDateTime time = Instants.of(micros);
        return time.toLocalDate() + "T" + Instants.text(time.toLocalTime());
    }

    static String quoted(String text) {
        StringBuilder json = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            append(json, text.charAt(i));
        }
        return json.append('"').toString();
    }

    private static void append(StringBuilder json, char c) {
        switch (c) {
            case '"' -> json.append("\\\"");
            case '\\' -> json.append("\\\\");
            case '\b' -> json.append("\\b");
            case '\f' -> json.append("\\f");
            case '\n' -> json.append("\\n");
            case '\r' -> json.append("\\r");
            case '\t' -> json.append("\\t");
            default -> {
                if (c < ' ' || c == '\u2028' || c == '\u2029') {
                    json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                } else {
                    json.append(c);
                }
            }
        }
    }
}
