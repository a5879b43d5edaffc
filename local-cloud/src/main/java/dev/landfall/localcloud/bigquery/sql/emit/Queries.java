package dev.landfall.localcloud.bigquery.sql.emit;

import com.google.zetasql.Type;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedOutputColumn;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedQueryStmt;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedScan;
import dev.landfall.localcloud.bigquery.schema.DuckDbNames;
import dev.landfall.localcloud.bigquery.schema.Field;
import dev.landfall.localcloud.bigquery.schema.TableSchema;
import dev.landfall.localcloud.bigquery.sql.SqlException;
import dev.landfall.localcloud.bigquery.sql.TranslatedStatement;
import dev.landfall.localcloud.bigquery.sql.analyzer.AnalyzedStatement;
import dev.landfall.localcloud.bigquery.sql.analyzer.GoogleTypes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Queries, and the queries within CREATE TABLE AS SELECT. */
final class Queries {
    private final AnalyzedStatement analyzed;
    private final Expressions expressions;
    private final Columns columns = new Columns();

    Queries(AnalyzedStatement analyzed) {
        this.analyzed = analyzed;
        this.expressions = new Expressions(columns, analyzed);
    }

    TranslatedStatement query(ResolvedQueryStmt statement) {
        if (statement.getIsValueTable()) {
            throw SqlException.notImplemented("SELECT AS STRUCT and SELECT AS VALUE at the top of a query");
        }
        TableSchema output = schema(statement.getOutputColumnList());
        String sql = select(statement.getOutputColumnList(), output, statement.getQuery());
        return new TranslatedStatement.Query(
                sql, output, StatementReads.query(analyzed, statement.getQuery()), analyzed.tables());
    }

    /** The result's columns; BigQuery numbers those without a name. */
    TableSchema schema(List<ResolvedOutputColumn> list) {
        List<Field> fields = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        int anonymous = 0;
        for (ResolvedOutputColumn column : list) {
            String name = column.getName();
            if (name.isEmpty() || name.startsWith("$")) {
                name = "f" + anonymous + "_";
                anonymous++;
            }
            if (!taken.add(name.toLowerCase(Locale.ROOT))) {
                throw SqlException.invalid(
                        "Duplicate column names in the result are not supported. Found duplicate(s): " + name);
            }
            fields.add(GoogleTypes.field(name, column.getColumn().getType()));
        }
        return new TableSchema(fields);
    }

    String select(List<ResolvedOutputColumn> list, TableSchema output, ResolvedScan query) {
        List<String> selected = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            String text = written(
                    Columns.name(list.get(i).getColumn()),
                    list.get(i).getColumn().getType());
            selected.add(
                    text + " AS " + DuckDbNames.quote(output.fields().get(i).name()));
        }
        return "SELECT " + String.join(", ", selected) + " FROM "
                + expressions.scans().derived(query);
    }

    /** A value that leaves the engine: of exactly the column's type, and no array is NULL. */
    static String written(String text, Type type) {
        String cast = DuckTypes.cast(text, type);
        return type.isArray() ? "coalesce(" + cast + ", " + DuckTypes.cast("[]", type) + ")" : cast;
    }
}
