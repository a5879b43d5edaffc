package dev.landfall.localcloud.bigquery.sql.emit;

import com.google.zetasql.ZetaSQLType.TypeKind;
import com.google.zetasql.resolvedast.ResolvedColumn;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedColumnRef;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedExpr;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedFunctionCall;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The condition of a JOIN or MERGE.
 *
 * <p>{@code a = b OR (a IS NULL AND b IS NULL)} is BigQuery's null-safe equality; DuckDB would compare every row with
 * every other for it, but hashes {@code a IS NOT DISTINCT FROM b}. The two differ where exactly one side is NULL: the
 * first is NULL then, the second FALSE. A join takes both for "no match", and so does an AND that is the join's
 * condition or a part of it; anywhere else, below NOT or in a select list, they are told apart. So only conjuncts are
 * rewritten.
 */
final class JoinConditions {
    /** NaN is not equal to itself in BigQuery but not distinct in DuckDB; nested values hold NULLs of their own. */
    private static final Set<TypeKind> OTHERWISE_EQUAL = EnumSet.of(
            TypeKind.TYPE_FLOAT,
            TypeKind.TYPE_DOUBLE,
            TypeKind.TYPE_ARRAY,
            TypeKind.TYPE_STRUCT,
            TypeKind.TYPE_RANGE,
            TypeKind.TYPE_JSON);

    private final Expressions expressions;

    JoinConditions(Expressions expressions) {
        this.expressions = expressions;
    }

    String emit(ResolvedExpr condition) {
        if (condition instanceof ResolvedFunctionCall call && is(call, "$and")) {
            return call.getArgumentList().stream().map(this::emit).collect(Collectors.joining(" AND ", "(", ")"));
        }
        return nullSafeEquality(condition).orElseGet(() -> expressions.emit(condition));
    }

    private Optional<String> nullSafeEquality(ResolvedExpr condition) {
        List<ResolvedExpr> choices = arguments(condition, "$or", 2);
        if (choices.isEmpty()) {
            return Optional.empty();
        }
        return nullSafeEquality(choices.get(0), choices.get(1))
                .or(() -> nullSafeEquality(choices.get(1), choices.get(0)));
    }

    private Optional<String> nullSafeEquality(ResolvedExpr equality, ResolvedExpr bothNull) {
        List<ResolvedExpr> sides = arguments(equality, "$equal", 2);
        List<ResolvedExpr> tests = arguments(bothNull, "$and", 2);
        if (sides.isEmpty() || tests.isEmpty()) {
            return Optional.empty();
        }
        Optional<ResolvedColumn> left = column(sides.get(0));
        Optional<ResolvedColumn> right = column(sides.get(1));
        Set<Optional<ResolvedColumn>> tested = tests.stream()
                .map(test -> arguments(test, "$is_null", 1).stream().findFirst().flatMap(JoinConditions::column))
                .collect(Collectors.toSet());
        if (left.isEmpty() || right.isEmpty() || left.equals(right) || !tested.equals(Set.of(left, right))) {
            return Optional.empty();
        }
        if (OTHERWISE_EQUAL.contains(left.get().getType().getKind())
                || OTHERWISE_EQUAL.contains(right.get().getType().getKind())) {
            return Optional.empty();
        }
        return Optional.of(
                "(" + expressions.emit(sides.get(0)) + " IS NOT DISTINCT FROM " + expressions.emit(sides.get(1)) + ")");
    }

    private static Optional<ResolvedColumn> column(ResolvedExpr expression) {
        return expression instanceof ResolvedColumnRef reference
                ? Optional.of(reference.getColumn())
                : Optional.empty();
    }

    /** The arguments, if the expression is this operator with so many. */
    private static List<ResolvedExpr> arguments(ResolvedExpr expression, String operator, int count) {
        return expression instanceof ResolvedFunctionCall call
                        && is(call, operator)
                        && call.getArgumentList().size() == count
                ? call.getArgumentList()
                : List.of();
    }

    private static boolean is(ResolvedFunctionCall call, String operator) {
        return call.getFunction().getName().toLowerCase(Locale.ROOT).equals(operator);
    }
}
