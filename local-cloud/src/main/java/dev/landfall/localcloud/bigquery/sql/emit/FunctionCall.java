package dev.landfall.localcloud.bigquery.sql.emit;

import com.google.zetasql.Type;
import com.google.zetasql.Value;
import com.google.zetasql.ZetaSQLType.TypeKind;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedExpr;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedFunctionCallBase;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedLiteral;
import dev.landfall.localcloud.bigquery.sql.SqlException;
import dev.landfall.localcloud.bigquery.sql.analyzer.GoogleTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A call of a scalar function.
 *
 * @param arguments as DuckDB text
 * @param nodes as the analyzer resolved them
 */
record FunctionCall(String name, List<String> arguments, List<ResolvedExpr> nodes, Type type) {
    FunctionCall {
        arguments = List.copyOf(arguments);
        nodes = List.copyOf(nodes);
    }

    static FunctionCall of(ResolvedFunctionCallBase call, List<String> arguments) {
        String name = call.getFunction().getName().toLowerCase(Locale.ROOT);
        if (arguments.isEmpty() && !call.getGenericArgumentList().isEmpty()) {
            throw SqlException.notImplemented("the arguments of " + readable(name));
        }
        return new FunctionCall(name, arguments, call.getArgumentList(), call.getType());
    }

    /** {@code $less} is an operator; people call functions in capitals. */
    static String readable(String name) {
        String plain = name.replaceFirst("^\\$", "").replace('_', ' ').toUpperCase(Locale.ROOT);
        return name.startsWith("$") ? "the operator " + plain : "the function " + name.toUpperCase(Locale.ROOT);
    }

    int size() {
        return arguments.size();
    }

    String argument(int index) {
        return arguments.get(index);
    }

    TypeKind kind(int index) {
        return nodes.get(index).getType().getKind();
    }

    Type type(int index) {
        return nodes.get(index).getType();
    }

    boolean returns(TypeKind kind) {
        return type.getKind() == kind;
    }

    /** The name of a date part, such as DAY or WEEK_MONDAY. */
    String part(int index) {
        if (nodes.get(index) instanceof ResolvedLiteral literal
                && literal.getType().getKind() == TypeKind.TYPE_ENUM) {
            return literal.getValue().getEnumName();
        }
        throw SqlException.notImplemented(readable(name) + " with a computed part");
    }

    /** A constant argument. */
    Optional<Value> constant(int index) {
        return index < nodes.size() && nodes.get(index) instanceof ResolvedLiteral literal
                ? Optional.of(literal.getValue())
                : Optional.empty();
    }

    /** This call to a DuckDB function of that name. */
    String to(String function) {
        return function + "(" + String.join(", ", arguments) + ")";
    }

    String joined(String operator) {
        return "(" + String.join(" " + operator + " ", arguments) + ")";
    }

    /** Refuses the call unless it is a signature that the rule is written for. */
    FunctionCall require(boolean supported) {
        if (!supported) {
            throw refused();
        }
        return this;
    }

    SqlException refused() {
        List<String> types = new ArrayList<>();
        nodes.forEach(node -> types.add(GoogleTypes.typeName(node.getType())));
        return SqlException.notImplemented(readable(name) + types.stream().collect(Collectors.joining(", ", "(", ")")));
    }
}
