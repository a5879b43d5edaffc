package dev.landfall.localcloud.bigquery.sql.emit;

import com.google.zetasql.ZetaSQLType.TypeKind;
import java.util.Map;

/** Numbers. INT64 and NUMERIC are exact, overflow and division by zero are errors. */
final class Arithmetic {
    private static final String ZERO_NUMERIC = "CAST('0' AS DECIMAL(38,9))";

    private Arithmetic() {}

    static void addTo(Map<String, FunctionRule> rules) {
        rules.put("$add", call -> operate(call, "+", "add"));
        rules.put("$subtract", call -> operate(call, "-", "subtract"));
        rules.put("$multiply", call -> operate(call, "*", "multiply"));
        rules.put("$divide", Arithmetic::divide);
        rules.put("$unary_minus", Arithmetic::negate);
        rules.put("div", Arithmetic::integerDivide);
        rules.put("mod", Arithmetic::modulo);
        rules.put("safe_divide", call -> "TRY(" + divide(call) + ")");
        rules.put("safe_add", call -> "TRY(" + operate(call, "+", "add") + ")");
        rules.put("safe_subtract", call -> "TRY(" + operate(call, "-", "subtract") + ")");
        rules.put("safe_multiply", call -> "TRY(" + operate(call, "*", "multiply") + ")");
        rules.put("safe_negate", call -> "TRY(" + negate(call) + ")");
        rules.put("abs", call -> exact(call).to("abs"));
        rules.put("sign", call -> DuckTypes.cast(exact(call).to("sign"), call.type()));
        rules.put("round", Arithmetic::round);
        rules.put("trunc", Arithmetic::truncate);
        rules.put("floor", call -> exact(call).to("bq_" + suffix(call) + "floor"));
        rules.put("ceil", call -> exact(call).to("bq_" + suffix(call) + "ceil"));
        rules.put("sqrt", call -> floating(call, "bq_sqrt"));
        rules.put("pow", call -> floating(call, "bq_pow"));
        rules.put("exp", Arithmetic::exponential);
        rules.put("ln", call -> floating(call, "bq_ln"));
        rules.put("is_nan", FunctionRule.to("isnan"));
        rules.put("is_inf", FunctionRule.to("isinf"));
        rules.put("ieee_divide", FunctionRule.to("bq_ieee_divide"));
        rules.put("rand", FunctionRule.to("random"));
        for (String bitwise : new String[] {"&", "|", "^"}) {
            rules.put(bitwiseName(bitwise), call -> bitwise(call, bitwise));
        }
        rules.put("$bitwise_not", call -> integers(call).require(true).to("~"));
    }

    private static String bitwiseName(String operator) {
        return switch (operator) {
            case "&" -> "$bitwise_and";
            case "|" -> "$bitwise_or";
            default -> "$bitwise_xor";
        };
    }

    private static String bitwise(FunctionCall call, String operator) {
        integers(call);
        return operator.equals("^") ? call.to("xor") : call.joined(operator);
    }

    private static String operate(FunctionCall call, String operator, String name) {
        return switch (call.type().getKind()) {
            case TYPE_INT64 -> integers(call).joined(operator);
            case TYPE_NUMERIC ->
                operator.equals("*")
                        ? call.to("bq_numeric_multiply")
                        : call.require(numeric(call)).joined(operator);
            case TYPE_BIGNUMERIC -> call.to("bq_bignumeric_" + name);
            case TYPE_DOUBLE -> call.to("bq_float64_" + name);
            case TYPE_DATE -> dateAndDays(call, operator);
            default -> throw call.refused();
        };
    }

    /** DATE + INT64, INT64 + DATE, DATE - INT64. */
    private static String dateAndDays(FunctionCall call, String operator) {
        boolean daysFirst = call.kind(0) == TypeKind.TYPE_INT64;
        call.require(call.kind(daysFirst ? 0 : 1) == TypeKind.TYPE_INT64);
        String date = call.argument(daysFirst ? 1 : 0);
        String days = call.argument(daysFirst ? 0 : 1);
        return "bq_date_add(" + date + ", " + (operator.equals("-") ? "-(" + days + ")" : days) + ", 'DAY')";
    }

    private static boolean numeric(FunctionCall call) {
        return call.kind(0) == TypeKind.TYPE_NUMERIC && call.kind(1) == TypeKind.TYPE_NUMERIC;
    }

    private static String divide(FunctionCall call) {
        return switch (call.type().getKind()) {
            case TYPE_NUMERIC -> call.to("bq_numeric_divide");
            case TYPE_DOUBLE -> call.to("bq_float64_divide");
            default -> throw call.refused();
        };
    }

    private static String negate(FunctionCall call) {
        return switch (call.type().getKind()) {
            // Subtraction is checked; DuckDB's negation widens.
            case TYPE_INT64 -> "(CAST(0 AS BIGINT) - " + call.argument(0) + ")";
            case TYPE_NUMERIC -> "(" + ZERO_NUMERIC + " - " + call.argument(0) + ")";
            case TYPE_DOUBLE -> "(-" + call.argument(0) + ")";
            default -> throw call.refused();
        };
    }

    private static String integerDivide(FunctionCall call) {
        return switch (call.type().getKind()) {
            case TYPE_INT64 -> call.to("bq_int64_div");
            case TYPE_NUMERIC -> call.to("bq_numeric_div");
            default -> throw call.refused();
        };
    }

    private static String modulo(FunctionCall call) {
        return switch (call.type().getKind()) {
            case TYPE_INT64 -> call.to("bq_int64_mod");
            case TYPE_NUMERIC -> call.to("bq_numeric_mod");
            default -> throw call.refused();
        };
    }

    private static String round(FunctionCall call) {
        call.require(call.size() <= 2);
        String places = call.size() == 2 ? call.argument(1) : Literals.integer(0);
        return "bq_" + suffix(call) + "round(" + call.argument(0) + ", " + places + ")";
    }

    private static String truncate(FunctionCall call) {
        String places = call.size() == 2 ? call.argument(1) : Literals.integer(0);
        return "bq_" + suffix(call) + "trunc(" + call.argument(0) + ", " + places + ")";
    }

    private static String suffix(FunctionCall call) {
        return switch (call.type().getKind()) {
            case TYPE_NUMERIC -> "numeric_";
            case TYPE_DOUBLE -> "float64_";
            default -> throw call.refused();
        };
    }

    /** DuckDB's overflows to infinity. */
    private static String exponential(FunctionCall call) {
        String value = floating(call, "exp");
        String argument = call.argument(0);
        return "CASE WHEN isinf(" + value + ") AND NOT isinf(CAST(" + argument
                + " AS DOUBLE)) THEN error('Floating point error in function: EXP(' || " + argument + " || ')') ELSE "
                + value + " END";
    }

    private static String floating(FunctionCall call, String function) {
        call.require(call.returns(TypeKind.TYPE_DOUBLE));
        return call.to(function);
    }

    private static FunctionCall exact(FunctionCall call) {
        return call.require(call.type().getKind() != TypeKind.TYPE_BIGNUMERIC);
    }

    private static FunctionCall integers(FunctionCall call) {
        boolean all = true;
        for (int i = 0; i < call.size(); i++) {
            all &= call.kind(i) == TypeKind.TYPE_INT64;
        }
        return call.require(all);
    }
}
