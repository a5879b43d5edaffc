package dev.landfall.localcloud.bigquery.sql.emit;

import com.google.zetasql.resolvedast.ResolvedMergeWhenEnums.ActionType;
import com.google.zetasql.resolvedast.ResolvedMergeWhenEnums.MatchType;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedDeleteStmt;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedExpr;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedLiteral;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedMergeStmt;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedMergeWhen;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedScan;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedTableScan;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedUpdateStmt;
import dev.landfall.localcloud.bigquery.sql.TableRead;
import dev.landfall.localcloud.bigquery.sql.analyzer.AnalyzedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What each kind of statement reads and rewrites. */
final class StatementReads {
    private StatementReads() {}

    /** Of a query, or of the query that a statement writes somewhere. */
    static List<TableRead> query(AnalyzedStatement analyzed, @Nullable ResolvedScan query) {
        TableReads reads = TableReads.ofSubqueries(analyzed);
        if (query != null) {
            reads.scan(query, List.of());
        }
        return reads.list();
    }

    static List<TableRead> update(AnalyzedStatement analyzed, ResolvedUpdateStmt statement) {
        TableReads reads = TableReads.ofSubqueries(analyzed);
        List<ResolvedExpr> predicates = TableReads.conjuncts(statement.getWhereExpr());
        if (statement.getFromScan() != null) {
            reads.scan(statement.getFromScan(), predicates);
        }
        rewritten(reads, statement.getTableScan(), predicates);
        return reads.list();
    }

    static List<TableRead> delete(AnalyzedStatement analyzed, ResolvedDeleteStmt statement) {
        TableReads reads = TableReads.ofSubqueries(analyzed);
        rewritten(reads, statement.getTableScan(), TableReads.conjuncts(statement.getWhereExpr()));
        return reads.list();
    }

    private static void rewritten(TableReads reads, ResolvedTableScan target, List<ResolvedExpr> predicates) {
        Optional<String> partitions = reads.predicatesOf(target).all(predicates);
        reads.target(target, partitions, true);
    }

    /** A MERGE with nothing but INSERT clauses reads its target, but does not rewrite it. */
    static List<TableRead> merge(AnalyzedStatement analyzed, ResolvedMergeStmt statement) {
        TableReads reads = TableReads.ofSubqueries(analyzed);
        List<ResolvedExpr> on = TableReads.conjuncts(statement.getMergeExpr());
        reads.scan(statement.getFromScan(), has(statement, MatchType.NOT_MATCHED_BY_TARGET) ? List.of() : on);
        boolean never = isFalse(statement.getMergeExpr());
        if (never && !has(statement, MatchType.NOT_MATCHED_BY_SOURCE)) {
            return reads.list();
        }
        Optional<String> partitions = partitions(reads, statement, never, on);
        boolean rewrites =
                statement.getWhenClauseList().stream().anyMatch(clause -> clause.getActionType() != ActionType.INSERT);
        reads.target(statement.getTableScan(), partitions, rewrites);
        return reads.list();
    }

    /**
     * The partitions of the target that a MERGE can touch. A full outer join, which NOT MATCHED BY TARGET and BY SOURCE
     * together are, prunes nothing.
     *
     * @see <a href="https://cloud.google.com/bigquery/docs/using-dml-with-partitioned-tables">Update partitioned table
     *     data using DML</a>
     */
    private static Optional<String> partitions(
            TableReads reads, ResolvedMergeStmt statement, boolean never, List<ResolvedExpr> on) {
        PartitionPredicates predicates = reads.predicatesOf(statement.getTableScan());
        boolean byTarget = has(statement, MatchType.NOT_MATCHED_BY_TARGET);
        if (has(statement, MatchType.NOT_MATCHED_BY_SOURCE)) {
            return byTarget && !never ? Optional.empty() : clauses(predicates, statement, never, List.of());
        }
        Optional<String> joined = predicates.all(on);
        return joined.isPresent() || byTarget ? joined : clauses(predicates, statement, false, on);
    }

    /** What the clauses that read the target leave, each by its own condition. */
    private static Optional<String> clauses(
            PartitionPredicates predicates, ResolvedMergeStmt statement, boolean never, List<ResolvedExpr> on) {
        List<String> choices = new ArrayList<>();
        for (ResolvedMergeWhen clause : statement.getWhenClauseList()) {
            boolean reads = clause.getMatchType() == MatchType.NOT_MATCHED_BY_SOURCE
                    || (clause.getMatchType() == MatchType.MATCHED && !never);
            if (reads) {
                Optional<String> choice = clause.getMatchExpr() == null
                        ? Optional.empty()
                        : predicates.all(TableReads.conjuncts(clause.getMatchExpr()));
                if (choice.isEmpty()) {
                    return predicates.all(on);
                }
                choices.add(choice.get());
            }
        }
        return choices.isEmpty() ? Optional.empty() : Optional.of("(" + String.join(" OR ", choices) + ")");
    }

    private static boolean has(ResolvedMergeStmt statement, MatchType type) {
        return statement.getWhenClauseList().stream().anyMatch(clause -> clause.getMatchType() == type);
    }

    private static boolean isFalse(ResolvedExpr expression) {
        return expression instanceof ResolvedLiteral literal
                && !literal.getValue().isNull()
                && !literal.getValue().getBoolValue();
    }
}
