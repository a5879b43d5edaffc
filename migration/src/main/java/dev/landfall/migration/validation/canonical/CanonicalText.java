package dev.landfall.migration.validation.canonical;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The canonical text of values and rows in Java: what the expressions of both dialects must give. Values come as
 * Boolean, Number, BigDecimal, String, byte[], LocalDate and LocalDateTime.
 */
public final class CanonicalText {
    /** What stands for NULL; no value has this text, since strings begin with their length. */
    public static final String NULL = "NULL";

    /** Between the values of a row; only strings can hold it, and their length tells where they end. */
    public static final String SEPARATOR = "|";

    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);
    private static final HexFormat HEX = HexFormat.of();
    private static final int MANTISSA_BITS = 52;

    private CanonicalText() {}

    /** The text of one row. */
    public static String row(List<CanonicalType> types, List<? extends @Nullable Object> values) {
        StringBuilder row = new StringBuilder();
        for (int i = 0; i < types.size(); i++) {
            row.append(i == 0 ? "" : SEPARATOR).append(of(types.get(i), values.get(i)));
        }
        return row.toString();
    }

    /** The text of one value. */
    public static String of(CanonicalType type, @Nullable Object value) {
        if (value == null) {
            return NULL;
        }
        return switch (type) {
            case BOOLEAN -> (Boolean) value ? "1" : "0";
            case INTEGER -> value.toString();
            case DECIMAL -> decimal((BigDecimal) value);
            case FLOAT -> floating(((Number) value).doubleValue());
            case TEXT -> text((String) value);
            case PADDED_TEXT -> text(unpadded((String) value));
            case BYTES -> HEX.formatHex((byte[]) value);
            case DATE -> value.toString();
            case TIMESTAMP -> TIMESTAMP.format((LocalDateTime) value);
        };
    }

    private static String text(String value) {
        return value.codePointCount(0, value.length()) + ":" + value;
    }

    private static String decimal(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    private static String floating(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        String sign = value < 0 ? "-" : "";
        double magnitude = Math.abs(value);
        if (magnitude == 0) {
            return "0";
        }
        if (Double.isInfinite(magnitude)) {
            return sign + "Infinity";
        }
        // Subnormal numbers have fewer bits; their exponent is that of their first one.
        int exponent = magnitude < Double.MIN_NORMAL
                ? Math.getExponent(magnitude * 0x1p52) - MANTISSA_BITS
                : Math.getExponent(magnitude);
        double mantissa = Math.scalb(magnitude, MANTISSA_BITS - exponent);
        return sign + (long) mantissa + "p" + exponent;
    }

    private static String unpadded(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == ' ') {
            end--;
        }
        return text.substring(0, end);
    }

    /** The text of a key or a partition for people: values without the lengths of strings. */
    public static String readable(List<CanonicalType> types, List<String> texts) {
        return java.util.stream.IntStream.range(0, texts.size())
                .mapToObj(i -> readable(types.get(i), texts.get(i)))
                .collect(Collectors.joining(", "));
    }

    /** One value for people: strings in quotes, floating point numbers as decimals. */
    public static String readable(CanonicalType type, String text) {
        if (text.equals(NULL)) {
            return NULL;
        }
        return switch (type) {
            case TEXT, PADDED_TEXT -> "'" + text.substring(text.indexOf(':') + 1) + "'";
            case BOOLEAN -> text.equals("1") ? "true" : "false";
            case FLOAT -> readableFloat(text);
            case BYTES -> "0x" + text;
            case INTEGER, DECIMAL, DATE, TIMESTAMP -> text;
        };
    }

    private static String readableFloat(String text) {
        int mark = text.indexOf('p');
        if (mark < 0) {
            return text;
        }
        double mantissa = Long.parseLong(text.substring(0, mark));
        int exponent = Integer.parseInt(text.substring(mark + 1));
        return Double.toString(Math.scalb(mantissa * 0x1p-52, exponent));
    }
}
