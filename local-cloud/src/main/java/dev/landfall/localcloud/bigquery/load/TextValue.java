package dev.landfall.localcloud.bigquery.load;

import dev.landfall.localcloud.bigquery.schema.DuckDbNames;
import dev.landfall.localcloud.bigquery.schema.Field;

/** How BigQuery reads a value from text, in CSV, in JSON and in the names of partitions. */
final class TextValue {
    private static final String DATE = "[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}";
    private static final String TIME = "[0-9]{1,2}:[0-9]{1,2}(:[0-9]{1,2}([.][0-9]{1,6})?)?";
    private static final String ZONE = " ?(Z|z|UTC|GMT|[+-][0-9]{1,2}(:?[0-9]{2})?)";

    private TextValue() {}

    /**
     * @param text a DuckDB expression of type VARCHAR; NULL stays NULL
     * @param path the field's name in messages
     * @return an expression of the field's DuckDB type that fails on a text that BigQuery would not take
     */
    static String sql(String text, Field field, String path) {
        return switch (field.type()) {
            case STRING -> text;
            case INT64 -> matching(text, "[+-]?[0-9]+", "CAST(trim(" + text + ") AS BIGINT)", field, path);
            case FLOAT64 -> "CAST(trim(" + text + ") AS DOUBLE)";
            case NUMERIC ->
                matching(
                        text,
                        "[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?",
                        "CAST(trim(" + text + ") AS DECIMAL(38, 9))",
                        field,
                        path);
            case BIGNUMERIC -> bigNumeric(text, field, path);
            case BOOL -> bool(text, field, path);
            case DATE -> matching(text, DATE, "CAST(replace(trim(" + text + "), '/', '-') AS DATE)", field, path);
            case TIME -> matching(text, TIME, "CAST(trim(" + text + ") AS TIME)", field, path);
            case DATETIME ->
                matching(
                        text,
                        DATE + "([ T]" + TIME + ")?",
                        "CAST(replace(trim(" + text + "), '/', '-') AS TIMESTAMP)",
                        field,
                        path);
            case TIMESTAMP -> timestamp(text, field, path);
            case BYTES -> "from_base64(" + text + ")";
            case JSON -> "CAST(" + text + " AS JSON)";
            case STRUCT -> throw new IllegalArgumentException("A STRUCT is not a text: " + path);
        };
    }

    private static String bool(String text, Field field, String path) {
        String lower = "lower(trim(" + text + "))";
        return "CASE WHEN " + text + " IS NULL THEN NULL"
                + " WHEN " + lower + " IN ('true', 't', 'yes', 'y', '1') THEN true"
                + " WHEN " + lower + " IN ('false', 'f', 'no', 'n', '0') THEN false"
                + " ELSE " + failure(text, field, path) + " END";
    }

    private static String timestamp(String text, Field field, String path) {
        String seconds = "CAST(CAST(trim(" + text + ") AS DECIMAL(38, 6)) * 1000000 AS BIGINT)";
        return "CASE WHEN " + text + " IS NULL THEN NULL"
                + " WHEN regexp_full_match(trim(" + text + "), '[+-]?[0-9]+([.][0-9]+)?') THEN make_timestamptz("
                + seconds + ") ELSE "
                + matching(
                        text,
                        DATE + "([ Tt]" + TIME + "(" + ZONE + ")?)?",
                        "CAST(regexp_replace(replace(trim(" + text + "), '/', '-'), ' ?(Z|z|UTC|GMT)$', '+00')"
                                + " AS TIMESTAMPTZ)",
                        field,
                        path)
                + " END";
    }

    /** As canonical text, which is how BIGNUMERIC is stored. Exponents are not read. */
    private static String bigNumeric(String text, Field field, String path) {
        String whole = "regexp_replace(regexp_replace(trim(" + text + "), '^[+]', ''), '^(-?)0+([0-9])', '\\1\\2')";
        String trimmed = "CASE WHEN contains(" + whole + ", '.') THEN rtrim(rtrim(" + whole + ", '0'), '.') ELSE "
                + whole + " END";
        return matching(text, "[+-]?[0-9]{1,38}([.][0-9]{0,38})?", trimmed, field, path);
    }

    private static String matching(String text, String pattern, String value, Field field, String path) {
        return "CASE WHEN " + text + " IS NULL THEN NULL WHEN regexp_full_match(trim(" + text + "), "
                + DuckDbNames.text(pattern) + ") THEN " + value + " ELSE " + failure(text, field, path) + " END";
    }

    private static String failure(String text, Field field, String path) {
        return "error('Could not parse ''' || " + text + " || ''' as "
                + field.type().name() + " for field '" + " || " + DuckDbNames.text(path) + ")";
    }
}
