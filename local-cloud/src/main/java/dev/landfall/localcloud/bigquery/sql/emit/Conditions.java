package dev.landfall.localcloud.bigquery.sql.emit;

import com.google.zetasql.Type;
import com.google.zetasql.ZetaSQLType.TypeKind;
import java.util.List;
import java.util.Map;

/** Comparison, logic and choice. */
final class Conditions {
    private Conditions() {}

    static void addTo(Map<String, FunctionRule> rules) {
        rules.put("$equal", call -> compare(call, "="));
        rules.put("$not_equal", call -> compare(call, "<>"));
        rules.put("$less", call -> order(call, "<"));
        rules.put("$less_or_equal", call -> order(call, "<="));
        rules.put("$greater", call -> order(call, ">"));
        rules.put("$greater_or_equal", call -> order(call, ">="));
        rules.put("$is_distinct_from", call -> call.joined("IS DISTINCT FROM"));
        rules.put("$is_not_distinct_from", call -> call.joined("IS NOT DISTINCT FROM"));
        rules.put("$between", Conditions::between);
        rules.put("$in", Conditions::in);
        rules.put("$in_array", Conditions::inArray);
        rules.put("$like", Conditions::like);
        rules.put("$and", call -> call.joined("AND"));
        rules.put("$or", call -> call.joined("OR"));
        rules.put("$not", call -> "(NOT " + call.argument(0) + ")");
        rules.put("$is_null", call -> "(" + call.argument(0) + " IS NULL)");
        rules.put("$is_true", call -> "(" + call.argument(0) + " IS TRUE)");
        rules.put("$is_false", call -> "(" + call.argument(0) + " IS FALSE)");
        rules.put("if", Conditions::choose);
        rules.put("ifnull", FunctionRule.to("coalesce"));
        rules.put("coalesce", FunctionRule.to("coalesce"));
        rules.put("nullif", FunctionRule.to("nullif"));
        rules.put("$case_no_value", call -> cases(call, "CASE", 0));
        rules.put("$case_with_value", call -> cases(call, "CASE " + call.argument(0), 1));
        rules.put("greatest", call -> extreme(call, "greatest"));
        rules.put("least", call -> extreme(call, "least"));
        rules.put("error", FunctionRule.to("error"));
        rules.put("$greatest", call -> extreme(call, "greatest"));
    }

    /** BigQuery compares NaN with nothing, DuckDB holds it equal to itself and greater than the rest. */
    private static String compare(FunctionCall call, String operator) {
        String text = call.joined(operator);
        if (call.kind(0) != TypeKind.TYPE_DOUBLE) {
            return text;
        }
        return operator.equals("=")
                ? "(" + text + " AND NOT isnan(" + call.argument(0) + "))"
                : "(" + text + " OR isnan(" + call.argument(0) + "))";
    }

    private static String order(FunctionCall call, String operator) {
        if (call.kind(0) == TypeKind.TYPE_BIGNUMERIC) {
            return "(bq_bignumeric_compare(" + call.argument(0) + ", " + call.argument(1) + ") " + operator + " 0)";
        }
        String text = call.joined(operator);
        if (call.kind(0) != TypeKind.TYPE_DOUBLE) {
            return text;
        }
        return "(" + text + " AND NOT isnan(" + call.argument(0) + ") AND NOT isnan(" + call.argument(1) + "))";
    }

    private static String between(FunctionCall call) {
        call.require(call.kind(0) != TypeKind.TYPE_DOUBLE && call.kind(0) != TypeKind.TYPE_BIGNUMERIC);
        return "(" + call.argument(0) + " BETWEEN " + call.argument(1) + " AND " + call.argument(2) + ")";
    }

    private static String in(FunctionCall call) {
        List<String> choices = call.arguments().subList(1, call.size());
        return "(" + call.argument(0) + " IN (" + String.join(", ", choices) + "))";
    }

    /** An array without the value but with a NULL is an unknown, which list_contains does not know. */
    private static String inArray(FunctionCall call) {
        String value = call.argument(0);
        String array = call.argument(1);
        return "(CASE WHEN len(coalesce(" + array + ", [])) = 0 THEN FALSE WHEN " + value
                + " IS NULL THEN NULL WHEN list_contains(" + array + ", " + value
                + ") THEN TRUE WHEN list_contains(list_transform(" + array
                + ", lambda item: item IS NULL), TRUE) THEN NULL ELSE FALSE END)";
    }

    private static String like(FunctionCall call) {
        call.require(call.kind(0) == TypeKind.TYPE_STRING);
        boolean plain = call.constant(1)
                .filter(pattern -> !pattern.isNull() && pattern.getStringValue().indexOf('\\') < 0)
                .isPresent();
        return "(" + call.argument(0) + " LIKE " + call.argument(1) + (plain ? ")" : " ESCAPE '\\')");
    }

    private static String choose(FunctionCall call) {
        return "CASE WHEN " + call.argument(0) + " THEN " + call.argument(1) + " ELSE " + call.argument(2) + " END";
    }

    private static String cases(FunctionCall call, String head, int first) {
        StringBuilder text = new StringBuilder(head);
        int at = first;
        for (; at + 1 < call.size(); at += 2) {
            text.append(" WHEN ").append(call.argument(at)).append(" THEN ").append(call.argument(at + 1));
        }
        if (at < call.size()) {
            text.append(" ELSE ").append(call.argument(at));
        }
        return text.append(" END").toString();
    }

    /** NULL if any argument is; DuckDB would pass over it. */
    private static String extreme(FunctionCall call, String function) {
        Type type = call.type();
        call.require(type.getKind() != TypeKind.TYPE_DOUBLE && type.getKind() != TypeKind.TYPE_BIGNUMERIC);
        List<String> tests =
                call.arguments().stream().map(text -> text + " IS NOT NULL").toList();
        return "CASE WHEN " + String.join(" AND ", tests) + " THEN " + call.to(function) + " END";
    }
}
