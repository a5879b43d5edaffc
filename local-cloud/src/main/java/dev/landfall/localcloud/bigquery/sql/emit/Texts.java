package dev.landfall.localcloud.bigquery.sql.emit;

import com.google.zetasql.ZetaSQLType.TypeKind;
import java.util.List;
import java.util.Map;

/** Functions of strings. */
final class Texts {
    private Texts() {}

    static void addTo(Map<String, FunctionRule> rules) {
        rules.put("concat", call -> strings(call).joined("||"));
        rules.put("$concat_op", Texts::concatenate);
        rules.put("upper", Texts::upper);
        rules.put("lower", call -> strings(call).to("lower"));
        rules.put("length", call -> call.to(bytes(call) ? "octet_length" : "length"));
        rules.put("char_length", call -> strings(call).to("length"));
        rules.put("byte_length", Texts::byteLength);
        rules.put("substr", Texts::substring);
        rules.put("trim", call -> trim(call, "both"));
        rules.put("ltrim", call -> trim(call, "left"));
        rules.put("rtrim", call -> trim(call, "right"));
        rules.put("lpad", call -> pad(call, "bq_lpad"));
        rules.put("rpad", call -> pad(call, "bq_rpad"));
        rules.put("left", call -> strings(call, 0).to("bq_left"));
        rules.put("right", call -> strings(call, 0).to("bq_right"));
        rules.put("replace", call -> strings(call).to("bq_replace"));
        rules.put("reverse", call -> strings(call).to("bq_reverse"));
        rules.put("repeat", call -> strings(call, 0).to("bq_repeat"));
        rules.put("starts_with", call -> strings(call).to("starts_with"));
        rules.put("ends_with", call -> strings(call).to("ends_with"));
        rules.put("strpos", call -> strings(call).to("bq_strpos"));
        rules.put("split", Texts::split);
        rules.put("initcap", call -> strings(call).require(call.size() == 1).to("bq_initcap"));
        rules.put("regexp_contains", call -> strings(call).to("bq_regexp_contains"));
        rules.put("regexp_extract", Texts::regexpExtract);
        rules.put("regexp_replace", call -> strings(call).to("bq_regexp_replace"));
        rules.put("format", Texts::format);
        rules.put("generate_uuid", call -> "CAST(uuid() AS VARCHAR)");
    }

    private static String concatenate(FunctionCall call) {
        if (call.type().isArray()) {
            return Arrays.concatenate(call);
        }
        return strings(call).joined("||");
    }

    private static String byteLength(FunctionCall call) {
        return bytes(call) ? call.to("octet_length") : "octet_length(encode(" + call.argument(0) + "))";
    }

    private static String substring(FunctionCall call) {
        strings(call, 0);
        String length = call.size() == 3 ? call.argument(2) : Literals.integer(Long.MAX_VALUE);
        return "bq_substr(" + call.argument(0) + ", " + call.argument(1) + ", " + length + ")";
    }

    private static String trim(FunctionCall call, String side) {
        strings(call);
        String characters = call.size() == 2 ? call.argument(1) : "NULL";
        return call.size() == 2
                ? "bq_trim(" + call.argument(0) + ", " + characters + ", '" + side + "')"
                : "bq_trim_spaces(" + call.argument(0) + ", '" + side + "')";
    }

    private static String pad(FunctionCall call, String function) {
        strings(call, 0);
        String pattern = call.size() == 3 ? call.argument(2) : "' '";
        return function + "(" + call.argument(0) + ", " + call.argument(1) + ", " + pattern + ")";
    }

    /** DuckDB knows no letter that becomes two. */
    private static String upper(FunctionCall call) {
        String text = strings(call).argument(0);
        return "CASE WHEN strlen(" + text + ") = length(" + text + ") THEN upper(" + text + ") ELSE bq_upper(" + text
                + ") END";
    }

    private static String split(FunctionCall call) {
        strings(call);
        String separator = call.size() == 2 ? call.argument(1) : "','";
        return "string_split(" + call.argument(0) + ", " + separator + ")";
    }

    private static String regexpExtract(FunctionCall call) {
        strings(call, 0);
        String position = call.size() > 2 ? call.argument(2) : Literals.integer(1);
        String occurrence = call.size() > 3 ? call.argument(3) : Literals.integer(1);
        return "bq_regexp_extract(" + call.argument(0) + ", " + call.argument(1) + ", " + position + ", " + occurrence
                + ")";
    }

    /** The arguments travel as a JSON array of texts, each behind a letter that tells its type. */
    private static String format(FunctionCall call) {
        strings(call, 0);
        StringBuilder items = new StringBuilder();
        for (int i = 1; i < call.size(); i++) {
            items.append(i > 1 ? ", " : "").append(formatItem(call, i));
        }
        return "bq_format(" + call.argument(0) + ", CAST(to_json(CAST([" + items + "] AS VARCHAR[])) AS VARCHAR))";
    }

    private static String formatItem(FunctionCall call, int index) {
        String letter = switch (call.kind(index)) {
            case TYPE_INT64 -> "i";
            case TYPE_DOUBLE -> "f";
            case TYPE_NUMERIC -> "n";
            case TYPE_STRING -> "s";
            case TYPE_BOOL -> "b";
            case TYPE_DATE -> "D";
            case TYPE_TIMESTAMP -> "M";
            case TYPE_DATETIME -> "W";
            case TYPE_TIME -> "C";
            default -> throw call.refused();
        };
        return "'" + letter + "' || " + Casts.toText(call.argument(index), call.type(index));
    }

    static boolean bytes(FunctionCall call) {
        return call.kind(0) == TypeKind.TYPE_BYTES;
    }

    /** Every argument is a STRING, or the call is refused. */
    static FunctionCall strings(FunctionCall call) {
        for (int i = 0; i < call.size(); i++) {
            strings(call, i);
        }
        return call;
    }

    static FunctionCall strings(FunctionCall call, int index) {
        return call.require(List.of(TypeKind.TYPE_STRING).contains(call.kind(index)));
    }
}
