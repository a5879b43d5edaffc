package dev.landfall.localcloud.bigquery.schema;

import java.util.stream.Collectors;

/**
 * Names and types of BigQuery tables in DuckDB: one schema per dataset, named {@code project.dataset}; NUMERIC is
 * DECIMAL(38,9), TIMESTAMP is TIMESTAMPTZ in a session whose time zone is UTC, DATETIME is TIMESTAMP, ARRAY is LIST.
 */
public final class DuckDbNames {
    private DuckDbNames() {}

    public static String quote(String identifier) {
        return "\"" + identifier.replace("\"", "\"\"") + "\"";
    }

    public static String text(String literal) {
        return "'" + literal.replace("'", "''") + "'";
    }

    public static String schema(String project, String dataset) {
        return quote(project + "." + dataset);
    }

    /** A table; a view of INFORMATION_SCHEMA is a temporary table of the session that reads it. */
    public static String table(TableName name) {
        if (name.table().startsWith("INFORMATION_SCHEMA.")) {
            return "temp.main." + quote(name.toString());
        }
        return schema(name.project(), name.dataset()) + "." + quote(name.table());
    }

    /** The DuckDB type of a column, its mode included. */
    public static String type(Field field) {
        String element = elementType(field);
        return field.mode() == FieldMode.REPEATED ? element + "[]" : element;
    }

    private static String elementType(Field field) {
        return switch (field.type()) {
            case STRING -> "VARCHAR";
            case BYTES -> "BLOB";
            case INT64 -> "BIGINT";
            case FLOAT64 -> "DOUBLE";
            case NUMERIC -> "DECIMAL(38,9)";
            case BIGNUMERIC -> "VARCHAR"; // 76 digits fit no DuckDB type: canonical text, exact functions in Java
            case BOOL -> "BOOLEAN";
            case TIMESTAMP -> "TIMESTAMPTZ";
            case DATE -> "DATE";
            case TIME -> "TIME";
            case DATETIME -> "TIMESTAMP";
            case JSON -> "JSON";
            case STRUCT ->
                field.fields().stream()
                        .map(child -> quote(child.name()) + " " + type(child))
                        .collect(Collectors.joining(", ", "STRUCT(", ")"));
        };
    }
}
