package dev.landfall.migration.validation.sql;

import dev.landfall.core.table.TypeKind;
import dev.landfall.migration.validation.canonical.CanonicalType;
import dev.landfall.migration.validation.canonical.RowDigest;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Hive's SQL, from Hive 1.3 on (sha2). */
public final class HiveQl implements Dialect {
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);

    private final FloatText floats = new FloatText(this, "DOUBLE", "BIGINT", "STRING");

    @Override
    public String engine() {
        return "Hive";
    }

    @Override
    public String text(CanonicalType type, Operand operand) {
        String value = operand.sql();
        return switch (type) {
            case BOOLEAN -> "CASE WHEN " + value + " THEN '1' WHEN NOT " + value + " THEN '0' END";
            case INTEGER, DATE -> string(value);
            // Hive before 2.0 cuts the zeros itself.
            case DECIMAL -> "regexp_replace(" + string(value) + ", '[.]0+$|([.][0-9]*[1-9])0+$', '$1')";
            case FLOAT -> floating("CAST(" + value + " AS DOUBLE)");
            case TEXT -> measured(string(value));
            case PADDED_TEXT -> measured("rtrim(" + string(value) + ")");
            case BYTES -> "lower(hex(" + value + "))";
            // Hive prints no fraction if it is zero, and none of its zeros at the end; rpad also cuts.
            case TIMESTAMP ->
                "rpad(CASE WHEN length(" + string(value) + ") = 19 THEN concat(" + string(value) + ", '.') ELSE "
                        + string(value) + " END, 26, '0')";
        };
    }

    private static String string(String value) {
        return "CAST(" + value + " AS STRING)";
    }

    private String measured(String text) {
        return concat(List.of(string(length(text)), "':'", text));
    }

    /** Hive has no test for NaN but the text. */
    private String floating(String value) {
        return "CASE WHEN " + value + " IS NULL THEN NULL WHEN " + string(value)
                + " IN ('NaN', 'Infinity', '-Infinity') THEN " + string(value) + " WHEN " + value
                + " = 0 THEN '0' ELSE " + floats.of(value) + " END";
    }

    @Override
    public String concat(List<String> texts) {
        return texts.size() == 1 ? texts.get(0) : "concat(" + String.join(", ", texts) + ")";
    }

    @Override
    public String hash(String text) {
        return "sha2(" + text + ", 256)";
    }

    @Override
    public String number(String hash, int fromDigit) {
        return "CAST(conv(substr(" + hash + ", " + (fromDigit + 1) + ", " + RowDigest.DIGITS
                + "), 16, 10) AS DECIMAL(20,0))";
    }

    @Override
    public String exact(String number) {
        return "CAST(" + number + " AS DECIMAL(28,9))";
    }

    @Override
    public String prefix(String text, int characters) {
        return "substr(" + text + ", 1, " + characters + ")";
    }

    @Override
    public String eachElement(String array) {
        return " LATERAL VIEW posexplode(" + array + ") el AS " + POSITION + ", " + VALUE;
    }

    @Override
    public String eachEntry(String map) {
        return " LATERAL VIEW explode(" + map + ") el AS entry_key, entry_value";
    }

    @Override
    public String entryKey() {
        return "el.entry_key";
    }

    @Override
    public String entryValue() {
        return "el.entry_value";
    }

    @Override
    public String length(String text) {
        return "length(" + text + ")";
    }

    @Override
    public String literal(String text) {
        StringBuilder sql = new StringBuilder("'");
        text.chars().forEach(unit -> {
            boolean plain = unit < 128 && (Character.isLetterOrDigit(unit) || " _-:.=/".indexOf(unit) >= 0);
            sql.append(plain ? String.valueOf((char) unit) : String.format("\\u%04x", unit));
        });
        return sql.append('\'').toString();
    }

    @Override
    public String literal(Operand like, LocalDateTime value) {
        return like.kind() == TypeKind.DATE
                ? "CAST('" + value.toLocalDate() + "' AS DATE)"
                : "CAST('" + MICROS.format(value) + "' AS TIMESTAMP)";
    }
}
