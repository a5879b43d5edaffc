package dev.landfall.localcloud.bigquery.sql.emit;

import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedMergeStmt;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedMergeWhen;
import dev.landfall.localcloud.bigquery.schema.TableName;
import dev.landfall.localcloud.bigquery.sql.SqlException;
import dev.landfall.localcloud.bigquery.sql.StatementKind;
import dev.landfall.localcloud.bigquery.sql.TranslatedStatement;
import dev.landfall.localcloud.bigquery.sql.analyzer.AnalyzedStatement;

/**
 * MERGE. DuckDB's has BigQuery's clauses, its first-clause-wins rule and its error for a target row that several source
 * rows would change; rows whose keys are NULL match nothing in both.
 */
final class Merges {
    private final AnalyzedStatement analyzed;
    private final Columns columns = new Columns();
    private final Expressions expressions;
    private final Assignments assignments;

    Merges(AnalyzedStatement analyzed) {
        this.analyzed = analyzed;
        this.expressions = new Expressions(columns, analyzed);
        this.assignments = new Assignments(expressions);
    }

    TranslatedStatement merge(ResolvedMergeStmt statement) {
        TableName target = Tables.name(statement.getTableScan());
        StringBuilder sql = new StringBuilder("MERGE INTO " + Tables.of(statement.getTableScan()) + " AS target USING ("
                + expressions.scans().emit(statement.getFromScan()) + ") AS source");
        Assignments.bindTarget(statement.getTableScan(), columns);
        sql.append(" ON ").append(new JoinConditions(expressions).emit(statement.getMergeExpr()));
        for (ResolvedMergeWhen clause : statement.getWhenClauseList()) {
            sql.append(when(clause));
        }
        sql.append(" RETURNING merge_action");
        return new TranslatedStatement.Dml(
                StatementKind.MERGE,
                target,
                sql.toString(),
                true,
                StatementReads.merge(analyzed, statement),
                analyzed.tables());
    }

    private String when(ResolvedMergeWhen clause) {
        String match = switch (clause.getMatchType()) {
            case MATCHED -> " WHEN MATCHED";
            case NOT_MATCHED_BY_TARGET -> " WHEN NOT MATCHED BY TARGET";
            case NOT_MATCHED_BY_SOURCE -> " WHEN NOT MATCHED BY SOURCE";
            default -> throw SqlException.notImplemented("MERGE clauses of kind " + clause.getMatchType());
        };
        String condition = clause.getMatchExpr() == null ? "" : " AND " + expressions.emit(clause.getMatchExpr());
        return match + condition + " THEN " + action(clause);
    }

    private String action(ResolvedMergeWhen clause) {
        return switch (clause.getActionType()) {
            case DELETE -> "DELETE";
            case UPDATE -> "UPDATE SET " + assignments.set(clause.getUpdateItemList());
            case INSERT ->
                "INSERT (" + Assignments.names(clause.getInsertColumnList()) + ") VALUES ("
                        + assignments.row(clause.getInsertRow(), clause.getInsertColumnList()) + ")";
            default -> throw SqlException.notImplemented("MERGE actions of kind " + clause.getActionType());
        };
    }
}
