package dev.landfall.localcloud.bigquery.sql.emit;

import com.google.zetasql.ZetaSQLType.TypeKind;
import java.util.Map;

/** Functions of arrays. */
final class Arrays {
    private Arrays() {}

    static void addTo(Map<String, FunctionRule> rules) {
        rules.put("$make_array", Arrays::make);
        rules.put("array_length", FunctionRule.to("len"));
        rules.put("array_concat", Arrays::concatenate);
        rules.put("array_reverse", FunctionRule.to("list_reverse"));
        rules.put("array_to_string", Arrays::joined);
        rules.put("generate_array", Arrays::series);
        rules.put("$array_at_offset", call -> at(call, 1, true));
        rules.put("$array_at_ordinal", call -> at(call, 0, true));
        rules.put("$subscript", call -> at(call, 1, true));
        rules.put("$safe_array_at_offset", call -> at(call, 1, false));
        rules.put("$safe_array_at_ordinal", call -> at(call, 0, false));
    }

    /** NULL if any array is; DuckDB would pass over it. */
    static String concatenate(FunctionCall call) {
        String complete = String.join(
                " AND ",
                call.arguments().stream().map(text -> text + " IS NOT NULL").toList());
        return "CASE WHEN " + complete + " THEN " + call.to("list_concat") + " END";
    }

    private static String make(FunctionCall call) {
        return DuckTypes.cast("[" + String.join(", ", call.arguments()) + "]", call.type());
    }

    /** DuckDB counts from one and reads negative positions from the end; BigQuery knows neither. */
    private static String at(FunctionCall call, int shift, boolean checked) {
        call.require(call.type(0).isArray());
        String array = call.argument(0);
        String position = "(" + call.argument(1) + " + " + shift + ")";
        String inside = position + " BETWEEN 1 AND len(" + array + ")";
        String value = "(" + array + ")[" + position + "]";
        if (!checked) {
            return "CASE WHEN " + inside + " THEN " + value + " END";
        }
        return "CASE WHEN " + array + " IS NULL THEN NULL WHEN NOT (" + inside + ") THEN error('Array index ' || "
                + call.argument(1) + " || ' is out of bounds') ELSE " + value + " END";
    }

    private static String joined(FunctionCall call) {
        call.require(call.type(0).asArray().getElementType().getKind() == TypeKind.TYPE_STRING);
        if (call.size() == 2) {
            return unlessNull(call.argument(1), call.to("array_to_string"));
        }
        return unlessNull(
                call.argument(2),
                unlessNull(
                        call.argument(1),
                        "array_to_string(list_transform(" + call.argument(0) + ", lambda item: coalesce(item, "
                                + call.argument(2) + ")), " + call.argument(1) + ")"));
    }

    private static String unlessNull(String argument, String text) {
        return "CASE WHEN " + argument + " IS NOT NULL THEN " + text + " END";
    }

    private static String series(FunctionCall call) {
        call.require(call.kind(0) == TypeKind.TYPE_INT64);
        String step = call.size() == 3 ? call.argument(2) : "1";
        String series = "generate_series(" + call.argument(0) + ", " + call.argument(1) + ", " + step + ")";
        return call.size() < 3
                ? series
                : "CASE WHEN " + step + " = 0 THEN error('Sequence step cannot be 0.') ELSE " + series + " END";
    }
}
