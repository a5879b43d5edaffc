package dev.landfall.localcloud.bigquery.engine;

import dev.landfall.localcloud.bigquery.schema.DuckDbNames;
import dev.landfall.localcloud.bigquery.schema.Field;
import dev.landfall.localcloud.bigquery.schema.FieldMode;
import dev.landfall.localcloud.bigquery.schema.FieldType;
import dev.landfall.localcloud.bigquery.schema.TableSchema;
import dev.landfall.localcloud.http.ApiException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * DuckDB expressions that turn a value of one column type into another and check the bounds that the other declares:
 * REQUIRED, STRING(n), NUMERIC(p, s). A NULL array becomes an empty one, as BigQuery stores it.
 */
public final class ColumnConversion {
    private ColumnConversion() {}

    /**
     * @param value a DuckDB expression of {@code from}'s type
     * @throws ApiException invalid if a value of the one type can never be stored as the other
     */
    public static String sql(String value, Field from, Field to) {
        return sql(value, from, to, to.name(), 0);
    }

    /** The value of a column that the input does not have. */
    public static String missing(Field to) {
        return switch (to.mode()) {
            case REPEATED -> "CAST([] AS " + DuckDbNames.type(to) + ")";
            case NULLABLE -> "CAST(NULL AS " + DuckDbNames.type(to) + ")";
            case REQUIRED -> throw ApiException.invalid("Required field " + to.name() + " is missing in the input.");
        };
    }

    private static String sql(String value, Field from, Field to, String path, int depth) {
        if ((from.mode() == FieldMode.REPEATED) != (to.mode() == FieldMode.REPEATED)) {
            throw ApiException.invalid("Field " + path + " has changed mode from " + to.mode() + " to " + from.mode());
        }
        if (to.mode() == FieldMode.REPEATED) {
            return array(value, from, to, path, depth);
        }
        String converted = to.type() == FieldType.STRUCT && from.type() == FieldType.STRUCT
                ? struct(value, from, to, path, depth)
                : scalar(value, from, to, path);
        if (to.mode() == FieldMode.REQUIRED) {
            return "CASE WHEN " + value + " IS NULL THEN " + error("Required field " + path + " cannot be null")
                    + " ELSE " + converted + " END";
        }
        return converted;
    }

    private static String array(String value, Field from, Field to, String path, int depth) {
        String element = "e" + depth;
        String converted =
                sql(element, from.withMode(FieldMode.NULLABLE), to.withMode(FieldMode.REQUIRED), path, depth + 1);
        return "coalesce(list_transform(" + value + ", lambda " + element + ": " + converted + "), [])";
    }

    private static String struct(String value, Field from, Field to, String path, int depth) {
        if (from.fields().equals(to.fields()) && to.fields().stream().allMatch(ColumnConversion::isPlain)) {
            return value;
        }
        checkNothingIsLost(from, to, path);
        TableSchema given = new TableSchema(from.fields());
        String fields = to.fields().stream()
                .map(field -> DuckDbNames.quote(field.name()) + " := "
                        + given.find(field.name())
                                .map(source -> sql(
                                        "(" + value + ")." + DuckDbNames.quote(source.name()),
                                        source,
                                        field,
                                        path + "." + field.name(),
                                        depth + 1))
                                .orElseGet(() -> missing(field)))
                .collect(Collectors.joining(", "));
        return "CASE WHEN " + value + " IS NULL THEN NULL ELSE struct_pack(" + fields + ") END";
    }

    private static void checkNothingIsLost(Field from, Field to, String path) {
        TableSchema wanted = new TableSchema(to.fields());
        for (Field field : from.fields()) {
            if (wanted.find(field.name()).isEmpty()) {
                throw ApiException.invalid("No such field: " + path + "." + field.name() + ".");
            }
        }
    }

    private static boolean isPlain(Field field) {
        return field.mode() == FieldMode.NULLABLE
                && field.precision().isEmpty()
                && field.maxLength().isEmpty()
                && field.fields().stream().allMatch(ColumnConversion::isPlain);
    }

    private static String scalar(String value, Field from, Field to, String path) {
        String converted = from.type() == to.type() ? value : coerced(value, from, to, path);
        if (to.maxLength().isPresent()) {
            String length = to.type() == FieldType.BYTES ? "octet_length" : "length";
            long limit = to.maxLength().getAsLong();
            return "CASE WHEN " + length + "(" + converted + ") > " + limit + " THEN "
                    + error("Field " + path + ": value has a length greater than the maximum of " + limit)
                    + " ELSE " + converted + " END";
        }
        if (to.precision().isPresent() && to.type() == FieldType.NUMERIC) {
            return "CAST(CAST(" + converted + " AS DECIMAL(" + to.precision().getAsLong() + ", "
                    + to.scale().orElse(0) + ")) AS DECIMAL(38, 9))";
        }
        return converted;
    }

    private static String coerced(String value, Field from, Field to, String path) {
        boolean allowed = switch (from.type()) {
            case INT64 ->
                List.of(FieldType.FLOAT64, FieldType.NUMERIC, FieldType.BIGNUMERIC)
                        .contains(to.type());
            case NUMERIC ->
                List.of(FieldType.BIGNUMERIC, FieldType.FLOAT64, FieldType.STRING)
                        .contains(to.type());
            case BIGNUMERIC ->
                List.of(FieldType.NUMERIC, FieldType.FLOAT64, FieldType.STRING).contains(to.type());
            case STRING -> to.type() == FieldType.JSON;
            default -> false;
        };
        if (!allowed) {
            throw ApiException.invalid("Field " + path + " has changed type from "
                    + to.type().restName() + " to " + from.type().restName());
        }
        if (from.type() == FieldType.NUMERIC && to.type() != FieldType.FLOAT64) {
            return canonicalDecimal(value);
        }
        return "CAST(" + value + " AS " + DuckDbNames.type(to.withMode(FieldMode.NULLABLE)) + ")";
    }

    /** A DECIMAL with a fraction as BIGNUMERIC's text: no trailing zeros. */
    public static String canonicalDecimal(String value) {
        return "rtrim(rtrim(CAST(" + value + " AS VARCHAR), '0'), '.')";
    }

    private static String error(String message) {
        return "error(" + DuckDbNames.text(message) + ")";
    }
}
