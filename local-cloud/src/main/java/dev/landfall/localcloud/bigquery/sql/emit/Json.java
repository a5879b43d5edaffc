package dev.landfall.localcloud.bigquery.sql.emit;

import com.google.zetasql.StructType;
import com.google.zetasql.Type;
import dev.landfall.localcloud.bigquery.schema.DuckDbNames;
import dev.landfall.localcloud.bigquery.sql.analyzer.GoogleTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** JSON texts. TO_JSON_STRING is written out per type, so that no value passes through DuckDB's idea of JSON. */
final class Json {
    private Json() {}

    static void addTo(Map<String, FunctionRule> rules) {
        rules.put("to_json_string", Json::toJsonString);
        rules.put("json_value", call -> path(call, "bq_json_value"));
        rules.put("json_extract_scalar", call -> path(call, "bq_json_value"));
        rules.put("json_query", call -> path(call, "bq_json_query"));
        rules.put("json_extract", call -> path(call, "bq_json_query"));
        rules.put("parse_json", Json::parse);
    }

    private static String toJsonString(FunctionCall call) {
        call.require(call.size() == 1
                || call.constant(1)
                        .filter(pretty -> !pretty.isNull() && !pretty.getBoolValue())
                        .isPresent());
        return text(call.argument(0), call.type(0), 0);
    }

    /** The text of a value, {@code null} if it is NULL. */
    private static String text(String value, Type type, int depth) {
        return "coalesce(" + present(value, type, depth) + ", 'null')";
    }

    private static String present(String value, Type type, int depth) {
        return switch (type.getKind()) {
            case TYPE_STRING -> "bq_json_text(" + value + ")";
            case TYPE_INT64 -> "bq_json_int64(" + value + ")";
            case TYPE_DOUBLE -> "bq_json_float64(" + value + ")";
            case TYPE_NUMERIC -> "bq_json_numeric(" + Casts.toText(value, type) + ")";
            case TYPE_BIGNUMERIC -> "bq_json_numeric(" + value + ")";
            case TYPE_BOOL -> "CAST(" + value + " AS VARCHAR)";
            case TYPE_BYTES -> "('\"' || to_base64(" + value + ") || '\"')";
            case TYPE_DATE -> "('\"' || CAST(" + value + " AS VARCHAR) || '\"')";
            case TYPE_TIMESTAMP -> "bq_json_timestamp(epoch_us(" + value + "))";
            case TYPE_DATETIME -> "bq_json_datetime(epoch_us(" + value + "))";
            case TYPE_TIME -> "('\"' || " + Casts.toText(value, type) + " || '\"')";
            case TYPE_JSON -> "bq_json_canonical(CAST(" + value + " AS VARCHAR))";
            case TYPE_ARRAY -> array(value, type.asArray().getElementType(), depth);
            case TYPE_STRUCT -> struct(value, type.asStruct(), depth);
            default ->
                throw dev.landfall.localcloud.bigquery.sql.SqlException.notImplemented(
                        "TO_JSON_STRING of " + GoogleTypes.typeName(type));
        };
    }

    private static String array(String value, Type element, int depth) {
        String item = "json" + depth;
        return "('[' || array_to_string(list_transform(" + value + ", lambda " + item + ": "
                + text(item, element, depth + 1) + "), ',') || ']')";
    }

    private static String struct(String value, StructType type, int depth) {
        List<String> names = GoogleTypes.fieldNames(type);
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String written = type.getField(i).getName();
            String read = "(" + value + ")." + DuckDbNames.quote(names.get(i));
            String comma = i == 0 ? "" : ",";
            fields.add("'" + comma + "' || bq_json_text(" + DuckDbNames.text(written) + ") || ':' || "
                    + text(read, type.getField(i).getType(), depth));
        }
        String body = fields.isEmpty() ? "''" : String.join(" || ", fields);
        return "CASE WHEN " + value + " IS NOT NULL THEN '{' || " + body + " || '}' END";
    }

    private static String path(FunctionCall call, String function) {
        String path = call.size() == 2 ? call.argument(1) : "'$'";
        String text = function + "(CAST(" + call.argument(0) + " AS VARCHAR), " + path + ")";
        return call.type().getKind() == com.google.zetasql.ZetaSQLType.TypeKind.TYPE_JSON
                ? "CAST(" + text + " AS JSON)"
                : text;
    }

    private static String parse(FunctionCall call) {
        call.require(call.size() == 1
                || call.constant(1)
                        .filter(mode -> !mode.isNull() && mode.getStringValue().equals("exact"))
                        .isPresent());
        return "CAST(bq_json_canonical(" + call.argument(0) + ") AS JSON)";
    }
}
