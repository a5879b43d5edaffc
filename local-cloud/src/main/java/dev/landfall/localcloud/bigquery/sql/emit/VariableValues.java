package dev.landfall.localcloud.bigquery.sql.emit;

import com.google.zetasql.StructType;
import com.google.zetasql.Type;
import com.google.zetasql.ZetaSQLType.TypeKind;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedComputedColumn;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedLiteral;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedProjectScan;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedQueryStmt;
import dev.landfall.localcloud.bigquery.schema.DuckDbNames;
import dev.landfall.localcloud.bigquery.sql.SqlException;
import dev.landfall.localcloud.bigquery.sql.TranslatedStatement;
import dev.landfall.localcloud.bigquery.sql.analyzer.AnalyzedStatement;
import dev.landfall.localcloud.bigquery.sql.analyzer.GoogleTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** What DECLARE and SET give to variables: a query whose one row holds the values as text. */
public final class VariableValues {
    /** What is coerced without a word, by BigQuery's conversion rules. */
    private static final Map<TypeKind, Set<TypeKind>> COERCIONS = Map.of(
            TypeKind.TYPE_INT64, Set.of(TypeKind.TYPE_NUMERIC, TypeKind.TYPE_BIGNUMERIC, TypeKind.TYPE_DOUBLE),
            TypeKind.TYPE_NUMERIC, Set.of(TypeKind.TYPE_BIGNUMERIC, TypeKind.TYPE_DOUBLE),
            TypeKind.TYPE_BIGNUMERIC, Set.of(TypeKind.TYPE_DOUBLE),
            TypeKind.TYPE_DATE, Set.of(TypeKind.TYPE_DATETIME));

    private static final Map<TypeKind, Set<TypeKind>> OF_LITERALS = Map.of(
            TypeKind.TYPE_STRING,
            Set.of(
                    TypeKind.TYPE_DATE,
                    TypeKind.TYPE_TIMESTAMP,
                    TypeKind.TYPE_DATETIME,
                    TypeKind.TYPE_TIME,
                    TypeKind.TYPE_BYTES),
            TypeKind.TYPE_DOUBLE,
            Set.of(TypeKind.TYPE_NUMERIC, TypeKind.TYPE_BIGNUMERIC));

    private VariableValues() {}

    /** The type of the one value. */
    public static Type type(AnalyzedStatement analyzed) {
        return query(analyzed).getOutputColumnList().get(0).getColumn().getType();
    }

    /** The same value for every variable. */
    public static TranslatedStatement same(AnalyzedStatement analyzed, List<String> variables) {
        Columns columns = new Columns();
        ResolvedQueryStmt query = query(analyzed);
        String value = Columns.name(query.getOutputColumnList().get(0).getColumn());
        List<String> values = new ArrayList<>();
        for (String variable : variables) {
            values.add(coerced(
                    variable,
                    value,
                    type(analyzed),
                    literal(query),
                    analyzed.variables().type(variable),
                    columns));
        }
        return assignment(analyzed, columns, variables, values);
    }

    /** A struct whose fields go to the variables in order. */
    public static TranslatedStatement fields(AnalyzedStatement analyzed, List<String> variables) {
        Type type = type(analyzed);
        if (!type.isStruct() || type.asStruct().getFieldCount() != variables.size()) {
            throw SqlException.invalid("SET of " + variables.size() + " variables needs a STRUCT of as many fields");
        }
        Columns columns = new Columns();
        String struct =
                Columns.name(query(analyzed).getOutputColumnList().get(0).getColumn());
        List<String> names = GoogleTypes.fieldNames(type.asStruct());
        List<String> values = new ArrayList<>();
        for (int i = 0; i < variables.size(); i++) {
            values.add(coerced(
                    variables.get(i),
                    "(" + struct + ")." + DuckDbNames.quote(names.get(i)),
                    type.asStruct().getField(i).getType(),
                    Optional.empty(),
                    analyzed.variables().type(variables.get(i)),
                    columns));
        }
        return assignment(analyzed, columns, variables, values);
    }

    private static TranslatedStatement assignment(
            AnalyzedStatement analyzed, Columns columns, List<String> variables, List<String> values) {
        List<String> texts =
                values.stream().map(value -> "CAST(" + value + " AS VARCHAR)").toList();
        String sql = "SELECT " + String.join(", ", texts) + " FROM "
                + new Expressions(columns, analyzed)
                        .scans()
                        .derived(query(analyzed).getQuery());
        return new TranslatedStatement.Assignment(
                variables,
                Optional.of(sql),
                analyzed.variables(),
                StatementReads.query(analyzed, query(analyzed).getQuery()),
                analyzed.tables());
    }

    private static String coerced(
            String variable, String value, Type from, Optional<ResolvedLiteral> literal, Type to, Columns columns) {
        if (from.equals(to)) {
            return DuckTypes.cast(value, to);
        }
        if (literal.filter(constant -> constant.getValue().isNull()).isPresent()) {
            return Literals.nothing(to);
        }
        if (!isCoercible(from, to, literal.isPresent())) {
            throw SqlException.invalid("Cannot coerce a value of type " + GoogleTypes.typeName(from) + " to type "
                    + GoogleTypes.typeName(to) + " of the variable " + variable);
        }
        return Casts.emit(value, from, to, columns);
    }

    private static boolean isCoercible(Type from, Type to, boolean literal) {
        if (from.equals(to)) {
            return true;
        }
        if (from.isStruct() && to.isStruct()) {
            StructType fields = from.asStruct();
            StructType wanted = to.asStruct();
            return fields.getFieldCount() == wanted.getFieldCount()
                    && IntStream.range(0, fields.getFieldCount())
                            .allMatch(i -> isCoercible(
                                    fields.getField(i).getType(),
                                    wanted.getField(i).getType(),
                                    literal));
        }
        if (from.isArray() && to.isArray()) {
            return literal
                    && isCoercible(from.asArray().getElementType(), to.asArray().getElementType(), true);
        }
        return COERCIONS.getOrDefault(from.getKind(), Set.of()).contains(to.getKind())
                || (literal
                        && OF_LITERALS.getOrDefault(from.getKind(), Set.of()).contains(to.getKind()));
    }

    private static Optional<ResolvedLiteral> literal(ResolvedQueryStmt query) {
        if (query.getQuery() instanceof ResolvedProjectScan project) {
            for (ResolvedComputedColumn column : project.getExprList()) {
                if (column.getExpr() instanceof ResolvedLiteral literal) {
                    return Optional.of(literal);
                }
            }
        }
        return Optional.empty();
    }

    private static ResolvedQueryStmt query(AnalyzedStatement analyzed) {
        return (ResolvedQueryStmt) analyzed.statement();
    }
}
