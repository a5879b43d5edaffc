package dev.landfall.localcloud.bigquery.sql.emit;

import com.google.zetasql.AnyResolvedExprProto;
import com.google.zetasql.FileDescriptorSetsBuilder;
import com.google.zetasql.Type;
import com.google.zetasql.resolvedast.ResolvedFunctionCallBaseEnums.ErrorMode;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedCast;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedColumnRef;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedConstant;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedExpr;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedFunctionCall;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedGetStructField;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedLiteral;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedMakeStruct;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedParameter;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedSubqueryExpr;
import dev.landfall.localcloud.bigquery.schema.DuckDbNames;
import dev.landfall.localcloud.bigquery.sql.SqlException;
import dev.landfall.localcloud.bigquery.sql.analyzer.AnalyzedStatement;
import dev.landfall.localcloud.bigquery.sql.analyzer.GoogleTypes;
import dev.landfall.localcloud.bigquery.sql.analyzer.Variables;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Expressions that are neither aggregates nor windows. */
final class Expressions {
    private final Columns columns;
    private final Parameters parameters;
    private final Variables variables;
    private final Scans scans;

    Expressions(Columns columns, AnalyzedStatement analyzed) {
        this.columns = columns;
        this.parameters = new Parameters(analyzed.parameters());
        this.variables = analyzed.variables();
        this.scans = new Scans(columns, this);
    }

    Scans scans() {
        return scans;
    }

    String emit(ResolvedExpr expression) {
        if (expression instanceof ResolvedLiteral literal) {
            return Literals.of(literal.getValue());
        }
        if (expression instanceof ResolvedColumnRef reference) {
            return columns.read(reference.getColumn());
        }
        if (expression instanceof ResolvedFunctionCall call) {
            return function(call);
        }
        if (expression instanceof ResolvedCast cast) {
            return cast(cast);
        }
        if (expression instanceof ResolvedParameter parameter) {
            return parameters.emit(parameter);
        }
        if (expression instanceof ResolvedConstant constant) {
            return variable(constant);
        }
        if (expression instanceof ResolvedMakeStruct struct) {
            return Literals.struct(struct.getType().asStruct(), emitAll(struct.getFieldList()));
        }
        if (expression instanceof ResolvedGetStructField field) {
            return structField(field);
        }
        if (expression instanceof ResolvedSubqueryExpr subquery) {
            return subquery(subquery);
        }
        throw SqlException.notImplemented(Nodes.describe(expression));
    }

    List<String> emitAll(List<? extends ResolvedExpr> expressions) {
        List<String> texts = new ArrayList<>();
        for (ResolvedExpr expression : expressions) {
            texts.add(emit(expression));
        }
        return texts;
    }

    private String variable(ResolvedConstant constant) {
        String text = variables.text(constant.getConstant().getFullName());
        return text == null
                ? Literals.nothing(constant.getType())
                : DuckTypes.cast(Literals.text(text), constant.getType());
    }

    private String function(ResolvedFunctionCall call) {
        FunctionCall arguments = FunctionCall.of(call, emitAll(call.getArgumentList()));
        boolean safe = call.getErrorMode() == ErrorMode.SAFE_ERROR_MODE;
        return safe ? Safely.call(arguments, call.getArgumentList()) : FunctionTable.emit(arguments);
    }

    private String cast(ResolvedCast cast) {
        if (cast.getFormat() != null || cast.getTimeZone() != null) {
            throw SqlException.notImplemented("CAST with FORMAT or AT TIME ZONE");
        }
        if (cast.getExtendedCast() != null || bounded(cast)) {
            throw SqlException.notImplemented("CAST to a type with parameters");
        }
        Type from = cast.getExpr().getType();
        if (cast.getExpr() instanceof ResolvedLiteral literal
                && literal.getValue().isNull()) {
            return Literals.nothing(cast.getType());
        }
        String text = emit(cast.getExpr());
        return cast.getReturnNullOnError()
                ? Safely.cast(cast.getExpr(), text, value -> Casts.emit(value, from, cast.getType(), columns))
                : Casts.emit(text, from, cast.getType(), columns);
    }

    /** Whether the type has a length, precision or scale; the class that says so is only public as a message. */
    private static boolean bounded(ResolvedCast cast) {
        return ((AnyResolvedExprProto) cast.serialize(new FileDescriptorSetsBuilder()))
                        .getResolvedCastNode()
                        .getTypeModifiers()
                        .getTypeParameters()
                        .getSerializedSize()
                > 0;
    }

    private String structField(ResolvedGetStructField field) {
        String name =
                GoogleTypes.fieldNames(field.getExpr().getType().asStruct()).get((int) field.getFieldIdx());
        return "(" + emit(field.getExpr()) + ")." + DuckDbNames.quote(name);
    }

    private String subquery(ResolvedSubqueryExpr expression) {
        String query = scans.emit(expression.getSubquery());
        return switch (expression.getSubqueryType()) {
            case SCALAR -> "(" + query + ")";
            case EXISTS -> "EXISTS(" + query + ")";
            case ARRAY ->
                "COALESCE((SELECT list("
                        + Columns.name(expression.getSubquery().getColumnList().get(0)) + ") FROM (" + query + ") "
                        + columns.alias() + "), " + DuckTypes.cast("[]", expression.getType()) + ")";
            case IN -> "(" + emit(present(expression.getInExpr())) + " IN (" + query + "))";
            default -> throw SqlException.notImplemented("subqueries of kind " + expression.getSubqueryType());
        };
    }

    private static ResolvedExpr present(@Nullable ResolvedExpr expression) {
        if (expression == null) {
            throw new IllegalStateException("An IN subquery without a left side");
        }
        return expression;
    }
}
