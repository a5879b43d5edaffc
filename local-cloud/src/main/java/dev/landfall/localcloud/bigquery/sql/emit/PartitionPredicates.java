package dev.landfall.localcloud.bigquery.sql.emit;

import com.google.zetasql.Value;
import com.google.zetasql.ZetaSQLType.TypeKind;
import com.google.zetasql.resolvedast.ResolvedColumn;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedCast;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedColumnRef;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedConstant;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedExpr;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedFunctionCall;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedLiteral;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedSubqueryExpr;
import com.google.zetasql.resolvedast.ResolvedNodes.Visitor;
import dev.landfall.localcloud.bigquery.sql.TableRead;
import dev.landfall.localcloud.bigquery.sql.analyzer.AnalyzedStatement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which partitions a predicate leaves, if it compares the partitioning column, or a function of it that keeps its order,
 * with something constant. A predicate that compares it with another column or a subquery leaves all of them.
 *
 * @see <a href="https://cloud.google.com/bigquery/docs/querying-partitioned-tables">Query partitioned tables</a>
 */
final class PartitionPredicates {
    /** Functions of the column, as their first argument, under which an earlier value stays the earlier one. */
    private static final Set<String> MONOTONE = Set.of(
            "date",
            "date_trunc",
            "timestamp_trunc",
            "datetime_trunc",
            "date_add",
            "date_sub",
            "timestamp_add",
            "timestamp_sub",
            "datetime_add",
            "datetime_sub",
            "date_diff",
            "timestamp_diff",
            "datetime_diff",
            "$extract_date");

    private static final Set<TypeKind> TIMES =
            EnumSet.of(TypeKind.TYPE_DATE, TypeKind.TYPE_TIMESTAMP, TypeKind.TYPE_DATETIME);
    private static final Set<String> FORMATS = Set.of("%F", "%Y-%m-%d", "%Y%m%d");

    private final AnalyzedStatement analyzed;
    private final Predicate<ResolvedColumn> isPartitioning;

    /** @param isPartitioning whether a column of the statement is the partitioning column, perhaps by another name */
    PartitionPredicates(AnalyzedStatement analyzed, Predicate<ResolvedColumn> isPartitioning) {
        this.analyzed = analyzed;
        this.isPartitioning = isPartitioning;
    }

    /** The partitions that can hold rows for which all of these are true; empty if that may be any. */
    Optional<String> all(List<ResolvedExpr> conjuncts) {
        return joined(conjuncts.stream().map(this::of).flatMap(Optional::stream).toList(), " AND ");
    }

    /** The partitions that can hold rows for which this is true; empty if that may be any. */
    Optional<String> of(ResolvedExpr predicate) {
        if (!(predicate instanceof ResolvedFunctionCall call)) {
            return Optional.empty();
        }
        List<ResolvedExpr> arguments = call.getArgumentList();
        return switch (name(call)) {
            case "$and" -> all(arguments);
            case "$or" -> any(arguments);
            case "$equal" -> compared(arguments, "=");
            case "$less" -> compared(arguments, "<");
            case "$less_or_equal" -> compared(arguments, "<=");
            case "$greater" -> compared(arguments, ">");
            case "$greater_or_equal" -> compared(arguments, ">=");
            case "$between" ->
                both(
                        condition(arguments.get(0), ">=", arguments.get(1)),
                        condition(arguments.get(0), "<=", arguments.get(2)));
            case "$in" ->
                any(
                        arguments.subList(1, arguments.size()).stream()
                                .map(choice -> condition(arguments.get(0), "=", choice))
                                .toList(),
                        true);
            case "$in_array" -> in(arguments.get(0), arguments.get(1));
            case "$is_null" ->
                isColumn(arguments.get(0)) ? Optional.of(TableRead.FIRST + " IS NULL") : Optional.empty();
            case "$not" -> notNull(arguments.get(0));
            default -> Optional.empty();
        };
    }

    private Optional<String> any(List<ResolvedExpr> choices) {
        return any(choices.stream().map(this::of).toList(), true);
    }

    private static Optional<String> any(List<Optional<String>> choices, boolean everyOne) {
        return everyOne && choices.stream().anyMatch(Optional::isEmpty)
                ? Optional.empty()
                : joined(choices.stream().flatMap(Optional::stream).toList(), " OR ");
    }

    private static Optional<String> both(Optional<String> one, Optional<String> other) {
        return joined(List.of(one, other).stream().flatMap(Optional::stream).toList(), " AND ");
    }

    private static Optional<String> joined(List<String> conditions, String operator) {
        return conditions.isEmpty() ? Optional.empty() : Optional.of("(" + String.join(operator, conditions) + ")");
    }

    private Optional<String> compared(List<ResolvedExpr> sides, String operator) {
        Optional<String> straight = condition(sides.get(0), operator, sides.get(1));
        String flipped = operator.replace('<', '!').replace('>', '<').replace('!', '>');
        return straight.isPresent() ? straight : condition(sides.get(1), flipped, sides.get(0));
    }

    private Optional<String> condition(ResolvedExpr ofColumn, String operator, ResolvedExpr constant) {
        if (!keepsOrder(ofColumn) || !isConstant(constant)) {
            return Optional.empty();
        }
        String value = new Expressions(new Columns(), analyzed).emit(constant);
        String first = at(ofColumn, TableRead.FIRST);
        String last = at(ofColumn, TableRead.LAST);
        return Optional.of(
                switch (operator) {
                    case "=" -> "(" + first + " <= " + value + " AND " + last + " >= " + value + ")";
                    case "<", "<=" -> "(" + first + " " + operator + " " + value + ")";
                    default -> "(" + last + " " + operator + " " + value + ")";
                });
    }

    private Optional<String> in(ResolvedExpr ofColumn, ResolvedExpr array) {
        if (!keepsOrder(ofColumn) || !isConstant(array)) {
            return Optional.empty();
        }
        String values = new Expressions(new Columns(), analyzed).emit(array);
        return Optional.of("(len(list_filter(" + values + ", lambda wanted: wanted >= " + at(ofColumn, TableRead.FIRST)
                + " AND wanted <= " + at(ofColumn, TableRead.LAST) + ")) > 0)");
    }

    private Optional<String> notNull(ResolvedExpr negated) {
        return negated instanceof ResolvedFunctionCall call
                        && name(call).equals("$is_null")
                        && isColumn(call.getArgumentList().get(0))
                ? Optional.of(TableRead.FIRST + " IS NOT NULL")
                : Optional.empty();
    }

    private boolean isColumn(ResolvedExpr expression) {
        return expression instanceof ResolvedColumnRef reference && isPartitioning.test(reference.getColumn());
    }

    private boolean keepsOrder(ResolvedExpr expression) {
        if (isColumn(expression)) {
            return true;
        }
        if (expression instanceof ResolvedCast cast) {
            return TIMES.contains(cast.getType().getKind())
                    && TIMES.contains(cast.getExpr().getType().getKind())
                    && cast.getFormat() == null
                    && keepsOrder(cast.getExpr());
        }
        if (!(expression instanceof ResolvedFunctionCall call)
                || call.getArgumentList().isEmpty()) {
            return false;
        }
        List<ResolvedExpr> arguments = call.getArgumentList();
        String name = name(call);
        if (name.startsWith("format_") && arguments.size() == 2) {
            return arguments.get(0) instanceof ResolvedLiteral format
                    && FORMATS.contains(text(format.getValue()))
                    && keepsOrder(arguments.get(1));
        }
        boolean year = name.equals("$extract")
                && arguments.get(1) instanceof ResolvedLiteral part
                && part.getType().isEnum()
                && part.getValue().getEnumName().equals("YEAR");
        return (MONOTONE.contains(name) || year)
                && keepsOrder(arguments.get(0))
                && arguments.subList(1, arguments.size()).stream().allMatch(this::isConstant);
    }

    private static String text(Value value) {
        return value.getType().getKind() == TypeKind.TYPE_STRING && !value.isNull() ? value.getStringValue() : "";
    }

    /** The function of the column, at an end of a partition. */
    private String at(ResolvedExpr ofColumn, String end) {
        Columns columns = new Columns();
        ofColumn.accept(new Visitor() {
            @Override
            public void visit(ResolvedColumnRef reference) {
                columns.bind(reference.getColumn(), end);
            }
        });
        return new Expressions(columns, analyzed).emit(ofColumn);
    }

    /** Whether the value is known before a table is read. */
    private boolean isConstant(ResolvedExpr expression) {
        List<Object> unknown = new ArrayList<>();
        expression.accept(new Visitor() {
            @Override
            public void visit(ResolvedColumnRef reference) {
                unknown.add(reference);
            }

            @Override
            public void visit(ResolvedSubqueryExpr subquery) {
                unknown.add(subquery);
            }

            @Override
            public void visit(ResolvedConstant variable) {
                if (!analyzed.variables().isKnown(variable.getConstant().getFullName())) {
                    unknown.add(variable);
                }
            }
        });
        return unknown.isEmpty();
    }

    private static String name(ResolvedFunctionCall call) {
        return call.getFunction().getName().toLowerCase(Locale.ROOT);
    }
}
