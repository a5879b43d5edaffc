package dev.landfall.localcloud.bigquery.sql.emit;

import com.google.zetasql.resolvedast.ResolvedColumn;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedDeleteStmt;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedInsertRow;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedInsertStmt;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedTruncateStmt;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedUpdateStmt;
import dev.landfall.localcloud.bigquery.sql.SqlException;
import dev.landfall.localcloud.bigquery.sql.StatementKind;
import dev.landfall.localcloud.bigquery.sql.TableRead;
import dev.landfall.localcloud.bigquery.sql.TranslatedStatement;
import dev.landfall.localcloud.bigquery.sql.analyzer.AnalyzedStatement;
import java.util.ArrayList;
import java.util.List;

/** INSERT, UPDATE, DELETE and TRUNCATE. */
final class Modifications {
    private final AnalyzedStatement analyzed;
    private final Columns columns = new Columns();
    private final Expressions expressions;
    private final Assignments assignments;

    Modifications(AnalyzedStatement analyzed) {
        this.analyzed = analyzed;
        this.expressions = new Expressions(columns, analyzed);
        this.assignments = new Assignments(expressions);
    }

    TranslatedStatement insert(ResolvedInsertStmt statement) {
        String head = "INSERT INTO " + Tables.of(statement.getTableScan()) + " ("
                + Assignments.names(statement.getInsertColumnList()) + ") ";
        return dml(
                StatementKind.INSERT,
                Tables.name(statement.getTableScan()),
                head + (statement.getQuery() == null ? values(statement) : selected(statement)),
                false,
                StatementReads.query(analyzed, statement.getQuery()));
    }

    private String values(ResolvedInsertStmt statement) {
        List<String> rows = new ArrayList<>();
        for (ResolvedInsertRow row : statement.getRowList()) {
            rows.add("(" + assignments.row(row, statement.getInsertColumnList()) + ")");
        }
        return "VALUES " + String.join(", ", rows);
    }

    private String selected(ResolvedInsertStmt statement) {
        List<String> selected = new ArrayList<>();
        for (ResolvedColumn column : statement.getQueryOutputColumnList()) {
            selected.add(Queries.written(Columns.name(column), column.getType()));
        }
        return "SELECT " + String.join(", ", selected) + " FROM "
                + expressions.scans().derived(statement.getQuery());
    }

    /**
     * An UPDATE with FROM is written as a MERGE, since that is where DuckDB notices a row that several source rows would
     * update.
     */
    TranslatedStatement update(ResolvedUpdateStmt statement) {
        String table = Tables.of(statement.getTableScan());
        boolean joined = statement.getFromScan() != null;
        String source = joined ? expressions.scans().emit(statement.getFromScan()) : "";
        Assignments.bindTarget(statement.getTableScan(), columns);
        String condition = joined
                ? new JoinConditions(expressions).emit(statement.getWhereExpr())
                : expressions.emit(statement.getWhereExpr());
        String set = assignments.set(statement.getUpdateItemList());
        String sql = joined
                ? "MERGE INTO " + table + " AS target USING (" + source + ") AS source ON " + condition
                        + " WHEN MATCHED THEN UPDATE SET " + set + " RETURNING merge_action"
                : "UPDATE " + table + " AS target SET " + set + " WHERE " + condition;
        return dml(
                StatementKind.UPDATE,
                Tables.name(statement.getTableScan()),
                sql,
                joined,
                StatementReads.update(analyzed, statement));
    }

    TranslatedStatement delete(ResolvedDeleteStmt statement) {
        Assignments.bindTarget(statement.getTableScan(), columns);
        String sql = "DELETE FROM " + Tables.of(statement.getTableScan()) + " AS target WHERE "
                + expressions.emit(statement.getWhereExpr());
        return dml(
                StatementKind.DELETE,
                Tables.name(statement.getTableScan()),
                sql,
                false,
                StatementReads.delete(analyzed, statement));
    }

    TranslatedStatement truncate(ResolvedTruncateStmt statement) {
        if (statement.getWhereExpr() != null) {
            throw SqlException.notImplemented("TRUNCATE TABLE with WHERE");
        }
        return new TranslatedStatement.Truncate(Tables.name(statement.getTableScan()));
    }

    private TranslatedStatement dml(
            StatementKind kind,
            dev.landfall.localcloud.bigquery.schema.TableName target,
            String sql,
            boolean mergeActions,
            List<TableRead> reads) {
        return new TranslatedStatement.Dml(kind, target, sql, mergeActions, reads, analyzed.tables());
    }
}
