package dev.landfall.localcloud.bigquery.sql.emit;

import com.google.zetasql.Type;
import com.google.zetasql.ZetaSQLType.TypeKind;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedAggregateFunctionCall;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedComputedColumnBase;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedExpr;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedNonScalarFunctionCallBase;
import com.google.zetasql.resolvedast.ResolvedNonScalarFunctionCallBaseEnums.NullHandlingModifier;
import dev.landfall.localcloud.bigquery.sql.SqlException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Aggregate functions, in groups and over windows. */
final class Aggregates {
    private final Expressions expressions;

    Aggregates(Expressions expressions) {
        this.expressions = expressions;
    }

    Map<Long, String> compute(List<? extends ResolvedComputedColumnBase> list) {
        Map<Long, String> computed = new HashMap<>();
        for (ResolvedComputedColumnBase column : list) {
            computed.put(column.getColumn().getId(), grouped(column.getExpr()));
        }
        return computed;
    }

    private String grouped(ResolvedExpr expression) {
        if (!(expression instanceof ResolvedAggregateFunctionCall call)) {
            throw SqlException.notImplemented(Nodes.describe(expression));
        }
        if (call.getHavingModifier() != null || !call.getGroupByList().isEmpty() || call.getWhereExpr() != null) {
            throw SqlException.notImplemented("HAVING, GROUP BY or WHERE inside of an aggregate");
        }
        String order = call.getOrderByItemList().isEmpty()
                ? ""
                : " ORDER BY " + Ordering.emit(call.getOrderByItemList(), expressions);
        String limit = call.getLimit() == null ? "" : expressions.emit(call.getLimit());
        return emit(call, order, limit, "");
    }

    /** @param over the OVER clause, or empty */
    String emit(ResolvedNonScalarFunctionCallBase call, String order, String limit, String over) {
        FunctionCall arguments = FunctionCall.of(call, expressions.emitAll(call.getArgumentList()));
        if (call.getErrorMode()
                != com.google.zetasql.resolvedast.ResolvedFunctionCallBaseEnums.ErrorMode.DEFAULT_ERROR_MODE) {
            throw SqlException.notImplemented("SAFE with an aggregate");
        }
        boolean ignoreNulls = call.getNullHandlingModifier() == NullHandlingModifier.IGNORE_NULLS;
        String filter = ignoreNulls ? " FILTER (WHERE " + arguments.argument(0) + " IS NOT NULL)" : "";
        Shape shape = new Shape(call.getDistinct() ? "DISTINCT " : "", order, filter + over);
        String name = arguments.name();
        if (!limit.isEmpty()) {
            return limited(arguments, shape, limit);
        }
        return switch (name) {
            case "$count_star" -> "count(*)" + shape.tail();
            case "count" -> shape.of("count", arguments.argument(0));
            case "approx_count_distinct" ->
                new Shape("DISTINCT ", order, filter + over).of("count", arguments.argument(0));
            case "countif" -> countIf(arguments, call.getDistinct(), shape);
            case "sum" -> sum(arguments, shape);
            case "avg" -> average(arguments, shape);
            case "min", "max" -> extreme(arguments, shape);
            case "any_value" -> shape.of("any_value", arguments.argument(0));
            case "array_agg" -> shape.of("list", arguments.argument(0));
            case "array_concat_agg" -> "flatten(" + shape.of("list", arguments.argument(0)) + ")";
            case "string_agg" -> stringAggregate(arguments, shape);
            case "logical_and" -> shape.of("bool_and", arguments.argument(0));
            case "logical_or" -> shape.of("bool_or", arguments.argument(0));
            case "bit_and", "bit_or", "bit_xor" -> {
                arguments.require(arguments.kind(0) == TypeKind.TYPE_INT64);
                yield shape.of(name, arguments.argument(0));
            }
            case "stddev_samp", "stddev_pop", "var_samp", "var_pop" ->
                shape.of(name, "CAST(" + arguments.argument(0) + " AS DOUBLE)");
            case "corr", "covar_pop", "covar_samp" ->
                shape.of(
                        name,
                        "CAST(" + arguments.argument(0) + " AS DOUBLE), CAST(" + arguments.argument(1) + " AS DOUBLE)");
            default -> throw SqlException.notImplemented("the aggregate function " + name.toUpperCase(Locale.ROOT));
        };
    }

    /** What comes before, in and after the argument of an aggregate. */
    private record Shape(String distinct, String order, String tail) {
        String of(String function, String argument) {
            return function + "(" + distinct + argument + order + ")" + tail;
        }
    }

    private static String limited(FunctionCall call, Shape shape, String limit) {
        return switch (call.name()) {
            case "array_agg" -> "list_slice(" + shape.of("list", call.argument(0)) + ", 1, " + limit + ")";
            case "string_agg" -> {
                Shape present = new Shape(
                        shape.distinct(),
                        shape.order(),
                        " FILTER (WHERE " + call.argument(0) + " IS NOT NULL)" + shape.tail());
                String separator = call.size() > 1 ? call.argument(1) : "','";
                yield "array_to_string(list_slice(" + present.of("list", call.argument(0)) + ", 1, " + limit + "), "
                        + separator + ")";
            }
            default ->
                throw SqlException.notImplemented("LIMIT in " + call.name().toUpperCase(Locale.ROOT));
        };
    }

    private static String countIf(FunctionCall call, boolean distinct, Shape shape) {
        if (distinct) {
            throw SqlException.notImplemented("COUNTIF(DISTINCT)");
        }
        return shape.of("count", "CASE WHEN " + call.argument(0) + " THEN 1 END");
    }

    /** DuckDB sums integers into 128 bits; the cast is where BigQuery's overflow is noticed. */
    private static String sum(FunctionCall call, Shape shape) {
        return switch (call.type().getKind()) {
            case TYPE_INT64 -> "CAST(" + shape.of("sum", call.argument(0)) + " AS BIGINT)";
            case TYPE_NUMERIC, TYPE_DOUBLE -> shape.of("sum", call.argument(0));
            default -> throw call.refused();
        };
    }

    private static String average(FunctionCall call, Shape shape) {
        return switch (call.type().getKind()) {
            case TYPE_DOUBLE -> shape.of("avg", call.argument(0));
            case TYPE_NUMERIC ->
                "bq_numeric_divide(" + shape.of("sum", call.argument(0)) + ", CAST("
                        + shape.of("count", call.argument(0)) + " AS DECIMAL(38,9)))";
            default -> throw call.refused();
        };
    }

    /** A NaN makes MIN and MAX a NaN. */
    private static String extreme(FunctionCall call, Shape shape) {
        Type type = call.type();
        call.require(type.getKind() != TypeKind.TYPE_BIGNUMERIC);
        String plain = shape.of(call.name(), call.argument(0));
        if (type.getKind() != TypeKind.TYPE_DOUBLE) {
            return plain;
        }
        String any = shape.of("bool_or", "isnan(" + call.argument(0) + ")");
        return "CASE WHEN " + any + " THEN CAST('nan' AS DOUBLE) ELSE " + plain + " END";
    }

    private static String stringAggregate(FunctionCall call, Shape shape) {
        call.require(call.kind(0) == TypeKind.TYPE_STRING);
        String separator = call.size() > 1 ? call.argument(1) : "','";
        return shape.of("string_agg", call.argument(0) + ", " + separator);
    }
}
