package dev.landfall.localcloud.bigquery.query;

import dev.landfall.localcloud.bigquery.job.Operation;
import dev.landfall.localcloud.bigquery.job.Operation.Kind;
import dev.landfall.localcloud.bigquery.schema.TableName;
import dev.landfall.localcloud.bigquery.sql.StatementKind;
import dev.landfall.localcloud.bigquery.sql.TranslatedStatement;
import org.jspecify.annotations.Nullable;

/** A statement as quotas and queues see it. */
final class StatementOperations {
    private StatementOperations() {}

    static Operation of(TranslatedStatement statement) {
        return new Operation(kind(statement), statement.kind().name(), target(statement));
    }

    private static Kind kind(TranslatedStatement statement) {
        if (statement instanceof TranslatedStatement.Query) {
            return Kind.QUERY;
        }
        if (statement instanceof TranslatedStatement.Dml) {
            return statement.kind() == StatementKind.INSERT ? Kind.INSERT : Kind.MUTATION;
        }
        if (statement.kind() == StatementKind.BEGIN_TRANSACTION) {
            return Kind.BEGIN;
        }
        return target(statement) == null ? Kind.OTHER : Kind.DDL;
    }

    private static @Nullable TableName target(TranslatedStatement statement) {
        if (statement instanceof TranslatedStatement.Dml dml) {
            return dml.target();
        }
        if (statement instanceof TranslatedStatement.CreateTable create) {
            return create.target();
        }
        if (statement instanceof TranslatedStatement.CreateExternalTable create) {
            return create.target();
        }
        if (statement instanceof TranslatedStatement.AlterTable alter) {
            return alter.target();
        }
        if (statement instanceof TranslatedStatement.DropTable drop) {
            return drop.target();
        }
        return statement instanceof TranslatedStatement.Truncate truncate ? truncate.target() : null;
    }
}
