package dev.landfall.localcloud.bigquery.sql.emit;

import com.google.zetasql.StructType;
import com.google.zetasql.Type;
import com.google.zetasql.ZetaSQLType.TypeKind;
import dev.landfall.localcloud.bigquery.schema.DuckDbNames;
import dev.landfall.localcloud.bigquery.sql.SqlException;
import dev.landfall.localcloud.bigquery.sql.analyzer.GoogleTypes;
import java.util.ArrayList;
import java.util.List;

/** CAST, with BigQuery's rounding, ranges and texts. */
final class Casts {
    private Casts() {}

    static String emit(String value, Type from, Type to, Columns columns) {
        if (from.isArray() && to.isArray()) {
            String item = columns.alias();
            Type element = to.asArray().getElementType();
            String body = emit(item, from.asArray().getElementType(), element, columns);
            return body.equals(item) ? value : "list_transform(" + value + ", lambda " + item + ": " + body + ")";
        }
        if (from.isStruct() && to.isStruct()) {
            return struct(value, from.asStruct(), to.asStruct(), columns);
        }
        if (from.getKind() == to.getKind()) {
            return value;
        }
        if (from.getKind() == TypeKind.TYPE_STRING) {
            return fromText(value, to);
        }
        if (to.getKind() == TypeKind.TYPE_STRING) {
            return toText(value, from);
        }
        return scalar(value, from, to);
    }

    /** Struct fields are cast by position; DuckDB would match them by name. */
    private static String struct(String value, StructType from, StructType to, Columns columns) {
        List<String> names = GoogleTypes.fieldNames(from);
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < to.getFieldCount(); i++) {
            String field = "(" + value + ")." + DuckDbNames.quote(names.get(i));
            fields.add(emit(field, from.getField(i).getType(), to.getField(i).getType(), columns));
        }
        return "CASE WHEN " + value + " IS NOT NULL THEN " + Literals.struct(to, fields) + " END";
    }

    static String toText(String value, Type from) {
        return switch (from.getKind()) {
            case TYPE_STRING -> value;
            case TYPE_INT64, TYPE_BOOL, TYPE_DATE, TYPE_BIGNUMERIC -> "CAST(" + value + " AS VARCHAR)";
            case TYPE_DOUBLE -> "bq_float64_text(" + value + ")";
            case TYPE_NUMERIC -> "bq_numeric_text(" + value + ")";
            case TYPE_BYTES -> "bq_bytes_text(hex(" + value + "))";
            case TYPE_TIMESTAMP -> "bq_timestamp_text(epoch_us(" + value + "))";
            case TYPE_DATETIME -> "bq_datetime_text(epoch_us(" + value + "))";
            case TYPE_TIME -> "bq_time_text(CAST(" + value + " AS VARCHAR))";
            default -> throw refused(from.getKind(), TypeKind.TYPE_STRING);
        };
    }

    static String fromText(String text, Type to) {
        return switch (to.getKind()) {
            case TYPE_STRING -> text;
            case TYPE_INT64 -> "bq_text_int64(" + text + ")";
            case TYPE_DOUBLE -> "bq_text_float64(" + text + ")";
            case TYPE_NUMERIC -> "bq_text_numeric(" + text + ")";
            case TYPE_BIGNUMERIC -> "bq_text_bignumeric(" + text + ")";
            case TYPE_BOOL -> "bq_text_bool(" + text + ")";
            case TYPE_BYTES -> "encode(" + text + ")";
            case TYPE_DATE -> "bq_text_date(" + text + ")";
            case TYPE_TIMESTAMP -> "make_timestamptz(bq_text_timestamp(" + text + "))";
            case TYPE_DATETIME -> "make_timestamp(bq_text_datetime(" + text + "))";
            case TYPE_TIME -> "CAST(bq_text_time(" + text + ") AS TIME)";
            default -> throw refused(TypeKind.TYPE_STRING, to.getKind());
        };
    }

    private static String scalar(String value, Type from, Type to) {
        String route = name(from.getKind()) + " " + name(to.getKind());
        return switch (route) {
            case "INT64 BOOL", "BOOL INT64", "INT64 DOUBLE", "INT64 NUMERIC" -> DuckTypes.cast(value, to);
            case "DOUBLE INT64", "NUMERIC INT64" -> "CAST(round(" + value + ") AS BIGINT)";
            case "DOUBLE NUMERIC" -> "bq_float64_numeric(" + value + ")";
            // By way of text, since DuckDB's own conversion may be off in the last place.
            case "NUMERIC DOUBLE" -> "CAST(CAST(" + value + " AS VARCHAR) AS DOUBLE)";
            case "INT64 BIGNUMERIC" -> "CAST(" + value + " AS VARCHAR)";
            case "NUMERIC BIGNUMERIC" -> "bq_numeric_text(" + value + ")";
            case "DATE TIMESTAMP", "DATETIME TIMESTAMP", "TIMESTAMP DATETIME", "DATE DATETIME" ->
                DuckTypes.cast(value, to);
            case "TIMESTAMP DATE", "DATETIME DATE", "DATETIME TIME" -> DuckTypes.cast(value, to);
            case "TIMESTAMP TIME" -> "CAST(CAST(" + value + " AS TIMESTAMP) AS TIME)";
            default -> throw refused(from.getKind(), to.getKind());
        };
    }

    private static String name(TypeKind kind) {
        return kind.name().substring("TYPE_".length());
    }

    private static SqlException refused(TypeKind from, TypeKind to) {
        return SqlException.notImplemented("CAST from " + name(from) + " to " + name(to));
    }
}
