package dev.landfall.localcloud.bigquery.sql.functions;

import static dev.landfall.localcloud.bigquery.sql.functions.Registry.Kind.BOOL;
import static dev.landfall.localcloud.bigquery.sql.functions.Registry.Kind.DATE;
import static dev.landfall.localcloud.bigquery.sql.functions.Registry.Kind.FLOAT64;
import static dev.landfall.localcloud.bigquery.sql.functions.Registry.Kind.INT64;
import static dev.landfall.localcloud.bigquery.sql.functions.Registry.Kind.NUMERIC;
import static dev.landfall.localcloud.bigquery.sql.functions.Registry.Kind.TEXT;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Locale;

/** CAST to and from STRING. */
final class CastTexts {
    private CastTexts() {}

    static void addTo(Registry registry) throws SQLException {
        registry.add("bq_float64_text", TEXT, a -> NumberTexts.cast((Double) a[0]), FLOAT64);
        registry.add("bq_numeric_text", TEXT, a -> Numbers.plain((BigDecimal) a[0]), NUMERIC);
        registry.add("bq_bytes_text", TEXT, a -> utf8((String) a[0]), TEXT);
        registry.add("bq_timestamp_text", TEXT, a -> Instants.timestampText((Long) a[0]), INT64);
        registry.add("bq_datetime_text", TEXT, a -> Instants.datetimeText((Long) a[0]), INT64);
        registry.add("bq_time_text", TEXT, a -> Instants.timeText((String) a[0]), TEXT);
        registry.add("bq_text_int64", INT64, a -> int64((String) a[0]), TEXT);
        registry.add("bq_text_float64", FLOAT64, a -> float64((String) a[0]), TEXT);
        registry.add("bq_text_numeric", NUMERIC, a -> Numbers.parsedNumeric((String) a[0]), TEXT);
        registry.add(
                "bq_text_bignumeric",
                TEXT,
                a -> Numbers.bigNumericText(Numbers.parsed((String) a[0], "BIGNUMERIC")),
                TEXT);
        registry.add("bq_text_bool", BOOL, a -> bool((String) a[0]), TEXT);
        registry.add("bq_text_date", DATE, a -> InstantTexts.date((String) a[0]), TEXT);
        registry.add("bq_text_timestamp", INT64, a -> InstantTexts.timestamp((String) a[0]), TEXT);
        registry.add("bq_text_datetime", INT64, a -> InstantTexts.datetime((String) a[0]), TEXT);
        registry.add("bq_wall_clock", INT64, a -> InstantTexts.wallClock((Long) a[0], (String) a[1]), INT64, TEXT);
        registry.add("bq_text_time", TEXT, a -> InstantTexts.time((String) a[0]), TEXT);
    }

    private static String utf8(String hex) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(HexFormat.of().parseHex(hex)))
                    .toString();
        } catch (CharacterCodingException invalid) {
            throw Failures.because("Invalid cast of bytes to UTF8 string");
        }
    }

    private static Long int64(String text) {
        String digits = text.strip();
        boolean negative = digits.startsWith("-");
        String unsigned = negative || digits.startsWith("+") ? digits.substring(1) : digits;
        boolean hexadecimal = unsigned.toLowerCase(Locale.ROOT).startsWith("0x");
        String magnitude = hexadecimal ? unsigned.substring(2) : unsigned;
        if (magnitude.isEmpty() || !Character.isLetterOrDigit(magnitude.charAt(0))) {
            throw Failures.because("Bad int64 value: " + text);
        }
        try {
            return Long.parseLong((negative ? "-" : "") + magnitude, hexadecimal ? 16 : 10);
        } catch (NumberFormatException notANumber) {
            throw Failures.because("Bad int64 value: " + text);
        }
    }

    private static Double float64(String text) {
        String trimmed = text.strip().toLowerCase(Locale.ROOT);
        String unsigned = trimmed.replaceFirst("^[+-]", "");
        if (unsigned.equals("inf") || unsigned.equals("infinity")) {
            return trimmed.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        if (unsigned.equals("nan")) {
            return Double.NaN;
        }
        if (!unsigned.matches("(\\d+(\\.\\d*)?|\\.\\d+)(e[+-]?\\d+)?")) {
            throw Failures.because("Bad double value: " + text);
        }
        double value = Double.parseDouble(trimmed);
        if (Double.isInfinite(value)) {
            throw Failures.because("Bad double value: " + text);
        }
        return value;
    }

    private static Boolean bool(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Failures.because("Bad bool value: " + text);
        };
    }
}
