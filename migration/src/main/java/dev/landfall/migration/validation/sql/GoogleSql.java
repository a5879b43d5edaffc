package dev.landfall.migration.validation.sql;

import dev.landfall.core.table.TypeKind;
import dev.landfall.migration.validation.canonical.CanonicalType;
import dev.landfall.migration.validation.canonical.RowDigest;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** BigQuery's SQL. */
public final class GoogleSql implements Dialect {
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);
    private static final String TIME_FORMAT = "'%E4Y-%m-%d %H:%M:%E6S'";

    private final FloatText floats = new FloatText(this, "FLOAT64", "INT64", "STRING");

    @Override
    public String engine() {
        return "BigQuery";
    }

    @Override
    public String text(CanonicalType type, Operand operand) {
        String value = operand.sql();
        return switch (type) {
            case BOOLEAN -> "CASE WHEN " + value + " THEN '1' WHEN NOT " + value + " THEN '0' END";
            case INTEGER, DECIMAL ->
                operand.kind() == TypeKind.STRING
                        ? "REGEXP_REPLACE(" + value + ", r'[.]0+$|([.][0-9]*[1-9])0+$', r'\\1')"
                        : string(value);
            case FLOAT -> floating(value);
            case TEXT -> measured(value);
            case PADDED_TEXT -> measured("RTRIM(" + value + ", ' ')");
            case BYTES -> "TO_HEX(" + value + ")";
            case DATE -> string(value);
            case TIMESTAMP ->
                operand.kind() == TypeKind.DATETIME
                        ? "FORMAT_DATETIME(" + TIME_FORMAT + ", " + value + ")"
                        : "FORMAT_TIMESTAMP(" + TIME_FORMAT + ", " + value + ", 'UTC')";
        };
    }

    private static String string(String value) {
        return "CAST(" + value + " AS STRING)";
    }

    private String measured(String text) {
        return concat(List.of(string(length(text)), "':'", text));
    }

    private String floating(String value) {
        return "CASE WHEN " + value + " IS NULL THEN NULL WHEN IS_NAN(" + value + ") THEN 'NaN' WHEN IS_INF(" + value
                + ") THEN IF(" + value + " < 0, '-Infinity', 'Infinity') WHEN " + value + " = 0 THEN '0' ELSE "
                + floats.of(value) + " END";
    }

    @Override
    public String concat(List<String> texts) {
        return texts.size() == 1 ? texts.get(0) : "CONCAT(" + String.join(", ", texts) + ")";
    }

    @Override
    public String hash(String text) {
        return "TO_HEX(SHA256(" + text + "))";
    }

    @Override
    public String number(String hash, int fromDigit) {
        return "CAST(CAST(CONCAT('0x', SUBSTR(" + hash + ", " + (fromDigit + 1) + ", " + RowDigest.DIGITS
                + ")) AS INT64) AS NUMERIC)";
    }

    @Override
    public String exact(String number) {
        return "CAST(" + number + " AS NUMERIC)";
    }

    @Override
    public String prefix(String text, int characters) {
        return "SUBSTR(" + text + ", 1, " + characters + ")";
    }

    @Override
    public String eachElement(String array) {
        return ", UNNEST(" + array + ") AS " + VALUE + " WITH OFFSET AS " + POSITION;
    }

    /** A map is an array of keys and values. */
    @Override
    public String eachEntry(String map) {
        return ", UNNEST(" + map + ") AS landfall_entry";
    }

    @Override
    public String entryKey() {
        return "landfall_entry.key";
    }

    @Override
    public String entryValue() {
        return "landfall_entry.value";
    }

    @Override
    public String length(String text) {
        return "CHAR_LENGTH(" + text + ")";
    }

    @Override
    public String literal(String text) {
        StringBuilder sql = new StringBuilder("'");
        text.codePoints().forEach(point -> {
            boolean plain = point < 128 && (Character.isLetterOrDigit(point) || " _-:.=/".indexOf(point) >= 0);
            if (plain) {
                sql.appendCodePoint(point);
            } else {
                sql.append(String.format("\\U%08x", point));
            }
        });
        return sql.append('\'').toString();
    }

    @Override
    public String literal(Operand like, LocalDateTime value) {
        return switch (like.kind()) {
            case DATE -> "DATE '" + value.toLocalDate() + "'";
            case DATETIME -> "DATETIME '" + MICROS.format(value) + "'";
            default -> "TIMESTAMP '" + MICROS.format(value) + "+00:00'";
        };
    }
}
