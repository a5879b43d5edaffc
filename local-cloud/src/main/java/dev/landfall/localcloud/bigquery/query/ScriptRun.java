package dev.landfall.localcloud.bigquery.query;

import dev.landfall.localcloud.bigquery.catalog.Catalog;
import dev.landfall.localcloud.bigquery.catalog.Change;
import dev.landfall.localcloud.bigquery.catalog.Table;
import dev.landfall.localcloud.bigquery.catalog.TableLocks;
import dev.landfall.localcloud.bigquery.engine.Session;
import dev.landfall.localcloud.bigquery.load.ExternalTables;
import dev.landfall.localcloud.bigquery.schema.DuckDbNames;
import dev.landfall.localcloud.bigquery.schema.TableName;
import dev.landfall.localcloud.bigquery.sql.StatementKind;
import dev.landfall.localcloud.bigquery.sql.TranslatedStatement;
import dev.landfall.localcloud.http.ApiException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The statements of one job on one connection. Outside a transaction each statement is its own; a transaction holds the
 * tables that it changes until it ends, and the end of the script rolls it back.
 */
final class ScriptRun implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Catalog catalog;
    private final ResultStore results;
    private final Session session;
    private final String project;
    private final String location;
    private final DdlExecution ddl;
    private final Deque<TableLocks.Held> held = new ArrayDeque<>();
    private final Set<TableName> locked = new HashSet<>();
    private @Nullable Change transaction;
    private @Nullable String transactionId;

    ScriptRun(
            Catalog catalog,
            ResultStore results,
            ExternalTables externalTables,
            Session session,
            String project,
            String location) {
        this.catalog = catalog;
        this.results = results;
        this.session = session;
        this.project = project;
        this.location = location;
        this.ddl = new DdlExecution(catalog, externalTables, session);
    }

    StatementOutcome execute(TranslatedStatement statement) {
        if (statement instanceof TranslatedStatement.Query query) {
            return StatementOutcome.rows(
                    transaction == null
                            ? results.keep(session, project, query.output(), query.duckSql())
                            : results.keepFromTransaction(session, project, query.output(), query.duckSql()));
        }
        if (statement instanceof TranslatedStatement.Dml dml) {
            return change(dml.target(), change -> StatementOutcome.dml(counts(dml)));
        }
        if (statement instanceof TranslatedStatement.Truncate truncate) {
            String delete = "DELETE FROM " + DuckDbNames.table(truncate.target());
            return change(
                    truncate.target(), change -> StatementOutcome.dml(new DmlCounts(0, 0, session.update(delete))));
        }
        if (statement instanceof TranslatedStatement.Assignment assignment) {
            VariableAssignment.run(assignment, session);
            return StatementOutcome.none();
        }
        if (statement instanceof TranslatedStatement.Transaction control) {
            return control(control.kind());
        }
        if (transaction != null) {
            throw new ApiException(
                    400,
                    "invalidQuery",
                    "DDL statements on permanent objects are not supported inside a transaction.",
                    "query");
        }
        return define(statement);
    }

    private StatementOutcome define(TranslatedStatement statement) {
        if (statement instanceof TranslatedStatement.CreateTable create) {
            return ddl.create(create);
        }
        if (statement instanceof TranslatedStatement.CreateExternalTable create) {
            return ddl.createExternal(create);
        }
        if (statement instanceof TranslatedStatement.AlterTable alter) {
            return ddl.alter(alter);
        }
        if (statement instanceof TranslatedStatement.DropTable drop) {
            return ddl.drop(drop);
        }
        if (statement instanceof TranslatedStatement.CreateDataset create) {
            return ddl.createDataset(create, location);
        }
        return ddl.dropDataset((TranslatedStatement.DropDataset) statement);
    }

    /** The transaction that is open, by the name that statistics give it. */
    Optional<String> transactionId() {
        return Optional.ofNullable(transactionId);
    }

    /** Something that changes the rows of a table. */
    @FunctionalInterface
    private interface RowChange {
        StatementOutcome apply(Change change);
    }

    private StatementOutcome change(TableName target, RowChange rows) {
        Change open = transaction;
        if (open != null) {
            holdInTransaction(target);
            return changed(open, target, rows);
        }
        try (TableLocks.Held lock = catalog.locks().lock(target);
                Change change = catalog.change(session)) {
            StatementOutcome outcome = changed(change, target, rows);
            change.commit();
            return outcome;
        }
    }

    private StatementOutcome changed(Change change, TableName target, RowChange rows) {
        Table table = catalog.requireTable(target);
        if (ExternalTables.isExternal(table)) {
            throw new ApiException(
                    400,
                    "invalidQuery",
                    "DML over table " + target.restId() + " is not supported: it is external",
                    "query");
        }
        StatementOutcome outcome = rows.apply(change);
        change.put(table.touched(catalog.now()));
        return outcome;
    }

    private DmlCounts counts(TranslatedStatement.Dml dml) {
        if (dml.returnsMergeActions()) {
            return session.query(dml.duckSql(), rows -> {
                long[] counts = new long[3];
                while (rows.next()) {
                    switch (rows.getString(1)) {
                        case "INSERT" -> counts[0]++;
                        case "UPDATE" -> counts[1]++;
                        default -> counts[2]++;
                    }
                }
                return new DmlCounts(counts[0], counts[1], counts[2]);
            });
        }
        long rows = session.update(dml.duckSql());
        return switch (dml.kind()) {
            case INSERT -> new DmlCounts(rows, 0, 0);
            case UPDATE -> new DmlCounts(0, rows, 0);
            default -> new DmlCounts(0, 0, rows);
        };
    }

    private StatementOutcome control(StatementKind kind) {
        Change open = transaction;
        if (kind == StatementKind.BEGIN_TRANSACTION) {
            if (open != null) {
                throw new ApiException(400, "invalidQuery", "Transaction already in progress", "query");
            }
            transaction = catalog.change(session);
            transactionId = UUID.randomUUID().toString();
            return StatementOutcome.none();
        }
        if (open == null) {
            throw new ApiException(400, "invalidQuery", "There is no transaction in progress", "query");
        }
        if (kind == StatementKind.COMMIT_TRANSACTION) {
            open.commit();
        }
        close();
        return StatementOutcome.none();
    }

    private void holdInTransaction(TableName target) {
        if (locked.add(target)) {
            held.push(catalog.locks()
                    .lock(target, PATIENCE)
                    .orElseThrow(() -> new ApiException(
                            400,
                            "invalidQuery",
                            "Transaction is aborted due to concurrent update against table " + target.restId(),
                            "query")));
        }
    }

    @Override
    public void close() {
        Change open = transaction;
        transaction = null;
        transactionId = null;
        if (open != null) {
            open.close();
        }
        locked.clear();
        while (!held.isEmpty()) {
            held.pop().close();
        }
    }
}
