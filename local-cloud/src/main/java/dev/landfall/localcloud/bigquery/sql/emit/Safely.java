package dev.landfall.localcloud.bigquery.sql.emit;

import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedColumnRef;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedExpr;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedGetStructField;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedLiteral;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedParameter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The SAFE prefix and SAFE_CAST: an error of the function is NULL, an error in an argument is an error. DuckDB's TRY
 * would swallow both, so arguments that may fail are evaluated outside of it, as the fields of a one-element list.
 */
final class Safely {
    private Safely() {}

    static String call(FunctionCall call, List<ResolvedExpr> nodes) {
        if (nodes.stream().allMatch(Safely::cannotFail)) {
            return "TRY(" + FunctionTable.emit(call) + ")";
        }
        List<String> fields = new ArrayList<>();
        List<String> reads = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            boolean constant = nodes.get(i) instanceof ResolvedLiteral;
            fields.add("a" + i + " := " + (constant ? "NULL" : call.argument(i)));
            reads.add(constant ? call.argument(i) : "safely.a" + i);
        }
        String body = FunctionTable.emit(new FunctionCall(call.name(), reads, nodes, call.type()));
        return outside(fields, body);
    }

    /** @param cast writes the cast of a DuckDB expression */
    static String cast(ResolvedExpr expression, String text, UnaryOperator<String> cast) {
        return cannotFail(expression)
                ? "TRY(" + cast.apply(text) + ")"
                : outside(List.of("a0 := " + text), cast.apply("safely.a0"));
    }

    private static String outside(List<String> fields, String body) {
        return "list_transform([struct_pack(" + String.join(", ", fields) + ")], lambda safely: TRY(" + body + "))[1]";
    }

    private static boolean cannotFail(ResolvedExpr expression) {
        if (expression instanceof ResolvedGetStructField field) {
            return cannotFail(field.getExpr());
        }
        return expression instanceof ResolvedLiteral
                || expression instanceof ResolvedColumnRef
                || expression instanceof ResolvedParameter;
    }
}
