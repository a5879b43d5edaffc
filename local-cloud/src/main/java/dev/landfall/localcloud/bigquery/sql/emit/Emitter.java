package dev.landfall.localcloud.bigquery.sql.emit;

import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedAlterTableSetOptionsStmt;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedAlterTableStmt;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedBeginStmt;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedCommitStmt;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedCreateExternalTableStmt;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedCreateSchemaStmt;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedCreateTableAsSelectStmt;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedCreateTableStmt;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedDeleteStmt;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedDropStmt;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedInsertStmt;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedMergeStmt;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedQueryStmt;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedRollbackStmt;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedStatement;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedTruncateStmt;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedUpdateStmt;
import dev.landfall.localcloud.bigquery.sql.SqlException;
import dev.landfall.localcloud.bigquery.sql.StatementKind;
import dev.landfall.localcloud.bigquery.sql.TranslatedStatement;
import dev.landfall.localcloud.bigquery.sql.analyzer.AnalyzedStatement;

/** Any statement. */
public final class Emitter {
    private Emitter() {}

    /** Writes a statement, or refuses it by name. */
    public static TranslatedStatement emit(AnalyzedStatement analyzed) {
        ResolvedStatement statement = analyzed.statement();
        if (statement instanceof ResolvedQueryStmt query) {
            return new Queries(analyzed).query(query);
        }
        if (statement instanceof ResolvedMergeStmt merge) {
            return new Merges(analyzed).merge(merge);
        }
        if (statement instanceof ResolvedInsertStmt insert) {
            return new Modifications(analyzed).insert(insert);
        }
        if (statement instanceof ResolvedUpdateStmt update) {
            return new Modifications(analyzed).update(update);
        }
        if (statement instanceof ResolvedDeleteStmt delete) {
            return new Modifications(analyzed).delete(delete);
        }
        if (statement instanceof ResolvedTruncateStmt truncate) {
            return new Modifications(analyzed).truncate(truncate);
        }
        return definition(analyzed, statement);
    }

    private static TranslatedStatement definition(AnalyzedStatement analyzed, ResolvedStatement statement) {
        if (statement instanceof ResolvedCreateTableAsSelectStmt create) {
            return new Creations(analyzed).createAsSelect(create);
        }
        if (statement instanceof ResolvedCreateTableStmt create) {
            return new Creations(analyzed).create(create);
        }
        if (statement instanceof ResolvedCreateExternalTableStmt create) {
            return new ExternalTableDefinitions(analyzed).create(create);
        }
        if (statement instanceof ResolvedAlterTableStmt alter) {
            return new Alterations(analyzed).alter(alter);
        }
        if (statement instanceof ResolvedAlterTableSetOptionsStmt alter) {
            return new Alterations(analyzed).setOptions(alter);
        }
        if (statement instanceof ResolvedDropStmt drop) {
            return new Creations(analyzed).drop(drop);
        }
        if (statement instanceof ResolvedCreateSchemaStmt create) {
            return new Creations(analyzed).createDataset(create);
        }
        if (statement instanceof ResolvedBeginStmt) {
            return new TranslatedStatement.Transaction(StatementKind.BEGIN_TRANSACTION);
        }
        if (statement instanceof ResolvedCommitStmt) {
            return new TranslatedStatement.Transaction(StatementKind.COMMIT_TRANSACTION);
        }
        if (statement instanceof ResolvedRollbackStmt) {
            return new TranslatedStatement.Transaction(StatementKind.ROLLBACK_TRANSACTION);
        }
        throw SqlException.notImplemented(
                "the statement " + Nodes.describe(statement).replaceFirst(" STMT$", ""));
    }
}
