package dev.landfall.localcloud.bigquery.query;

import com.google.gson.JsonObject;
import dev.landfall.localcloud.bigquery.catalog.Catalog;
import dev.landfall.localcloud.bigquery.catalog.Change;
import dev.landfall.localcloud.bigquery.catalog.Table;
import dev.landfall.localcloud.bigquery.catalog.TableLocks;
import dev.landfall.localcloud.bigquery.catalog.TableProperties;
import dev.landfall.localcloud.bigquery.engine.ColumnConversion;
import dev.landfall.localcloud.bigquery.engine.Session;
import dev.landfall.localcloud.bigquery.load.ExternalTables;
import dev.landfall.localcloud.bigquery.schema.DuckDbNames;
import dev.landfall.localcloud.bigquery.schema.Field;
import dev.landfall.localcloud.bigquery.schema.FieldMode;
import dev.landfall.localcloud.bigquery.schema.TableName;
import dev.landfall.localcloud.bigquery.schema.TableSchema;
import dev.landfall.localcloud.bigquery.sql.TranslatedStatement;
import dev.landfall.localcloud.http.ApiException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** CREATE, ALTER and DROP, each in a transaction of its own. */
final class DdlExecution {
    private final Catalog catalog;
    private final ExternalTables externalTables;
    private final Session session;

    DdlExecution(Catalog catalog, ExternalTables externalTables, Session session) {
        this.catalog = catalog;
        this.externalTables = externalTables;
        this.session = session;
    }

    StatementOutcome create(TranslatedStatement.CreateTable statement) {
        TableName name = statement.target();
        catalog.requireDataset(name.project(), name.dataset());
        JsonObject properties = TableDefinitions.properties(
                statement, statement.model().map(model -> catalog.requireTable(model.table())));
        TableProperties.check(properties, statement.schema());
        Table table = new Table(name, statement.schema(), properties, catalog.now(), catalog.now());
        try (TableLocks.Held held = catalog.locks().lock(name);
                Change change = catalog.change(session)) {
            boolean exists = catalog.table(name).isPresent();
            if (exists && statement.ifNotExists()) {
                return StatementOutcome.ddl("SKIP", name);
            }
            if (exists && !statement.orReplace()) {
                throw new ApiException(409, "duplicate", "Already Exists: Table " + name.restId());
            }
            if (exists && rows(statement).isPresent()) {
                replaceBySelect(change, table, rows(statement).get());
            } else {
                change.create(table);
                rows(statement).ifPresent(select -> fill(change, table, DuckDbNames.table(name), select));
            }
            change.commit();
            return StatementOutcome.ddl(exists ? "REPLACE" : "CREATE", name);
        }
    }

    StatementOutcome createExternal(TranslatedStatement.CreateExternalTable statement) {
        TableName name = statement.target();
        catalog.requireDataset(name.project(), name.dataset());
        try (TableLocks.Held held = catalog.locks().lock(name);
                Change change = catalog.change(session)) {
            boolean exists = catalog.table(name).isPresent();
            if (exists && statement.ifNotExists()) {
                return StatementOutcome.ddl("SKIP", name);
            }
            if (exists && !statement.orReplace()) {
                throw new ApiException(409, "duplicate", "Already Exists: Table " + name.restId());
            }
            JsonObject external = TableDefinitions.external(statement);
            Optional<TableSchema> declared = Optional.of(statement.columns())
                    .filter(columns -> !columns.fields().isEmpty());
            JsonObject properties = TableDefinitions.withOptions(new JsonObject(), statement.options());
            properties.add("externalDataConfiguration", external);
            change.create(new Table(
                    name,
                    externalTables.schema(session, name, external, declared),
                    properties,
                    catalog.now(),
                    catalog.now()));
            change.commit();
            return StatementOutcome.ddl(exists ? "REPLACE" : "CREATE", name);
        }
    }

    private static Optional<String> rows(TranslatedStatement.CreateTable statement) {
        return statement
                .selectDuckSql()
                .or(() -> statement
                        .model()
                        .filter(TranslatedStatement.CreateTable.Model::withRows)
                        .map(model -> "SELECT * FROM " + DuckDbNames.table(model.table())));
    }

    /** The query may read the table that it replaces, so its rows are set aside first. */
    private static void replaceBySelect(Change change, Table table, String select) {
        Session session = change.session();
        session.update("CREATE OR REPLACE TEMP TABLE replacement AS " + select);
        change.create(table);
        fill(change, table, DuckDbNames.table(table.name()), "SELECT * FROM replacement");
        session.update("DROP TABLE replacement");
    }

    /** Inserts the rows of a query whose columns are those of the table, in order. */
    static long fill(Change change, Table table, String relation, String select) {
        List<Field> fields = table.schema().fields();
        String names =
                fields.stream().map(field -> DuckDbNames.quote(field.name())).collect(Collectors.joining(", "));
        String values = fields.stream()
                .map(field ->
                        ColumnConversion.sql("source." + DuckDbNames.quote(field.name()), withoutBounds(field), field))
                .collect(Collectors.joining(", "));
        return change.session()
                .update("INSERT INTO " + relation + " SELECT " + values + " FROM (" + select + ") AS source(" + names
                        + ")");
    }

    private static Field withoutBounds(Field field) {
        Field plain = field.fields().isEmpty()
                ? Field.of(field.name(), field.type(), field.mode())
                : Field.struct(
                        field.name(),
                        field.mode(),
                        field.fields().stream().map(DdlExecution::withoutBounds).toList());
        return plain.mode() == FieldMode.REQUIRED ? plain.withMode(FieldMode.NULLABLE) : plain;
    }

    StatementOutcome drop(TranslatedStatement.DropTable statement) {
        TableName name = statement.target();
        try (TableLocks.Held held = catalog.locks().lock(name);
                Change change = catalog.change(session)) {
            if (catalog.table(name).isEmpty()) {
                if (statement.ifExists()) {
                    return StatementOutcome.ddl("SKIP", name);
                }
                throw ApiException.notFound("Not found: Table " + name.restId());
            }
            change.drop(name);
            change.commit();
            return StatementOutcome.ddl("DROP", name);
        }
    }

    StatementOutcome alter(TranslatedStatement.AlterTable statement) {
        TableName name = statement.target();
        try (TableLocks.Held held = catalog.locks().lock(name);
                Change change = catalog.change(session)) {
            Optional<Table> existing = catalog.table(name);
            if (existing.isEmpty() && statement.ifExists()) {
                return StatementOutcome.ddl("SKIP", name);
            }
            Table table = existing.orElseThrow(() -> ApiException.notFound("Not found: Table " + name.restId()));
            for (TranslatedStatement.AlterAction action : statement.actions()) {
                table = apply(change, table, action);
            }
            change.put(table.touched(catalog.now()));
            change.commit();
            return StatementOutcome.ddl("ALTER", name);
        }
    }

    private Table apply(Change change, Table table, TranslatedStatement.AlterAction action) {
        if (action instanceof TranslatedStatement.AlterAction.AddColumn add) {
            return add(change, table, add);
        }
        if (action instanceof TranslatedStatement.AlterAction.DropNotNull drop) {
            Optional<Field> column = table.schema().find(drop.column());
            return column.isEmpty() && drop.ifExists()
                    ? table
                    : change.evolve(
                            table,
                            replaced(
                                    table.schema(),
                                    require(table, column, drop.column()).withMode(FieldMode.NULLABLE)));
        }
        if (action instanceof TranslatedStatement.AlterAction.SetDataType set) {
            Optional<Field> column = table.schema().find(set.type().name());
            if (column.isEmpty() && set.ifExists()) {
                return table;
            }
            return change.retype(
                    table, TypeWidening.check(require(table, column, set.type().name()), set.type()), set.type());
        }
        TranslatedStatement.AlterAction.SetOptions set = (TranslatedStatement.AlterAction.SetOptions) action;
        return table.with(TableDefinitions.withOptions(table.properties(), set.options()), catalog.now());
    }

    private static Table add(Change change, Table table, TranslatedStatement.AlterAction.AddColumn add) {
        if (table.schema().find(add.field().name()).isPresent()) {
            if (add.ifNotExists()) {
                return table;
            }
            throw new ApiException(
                    400, "invalidQuery", "Column already exists: " + add.field().name(), "query");
        }
        List<Field> fields = new ArrayList<>(table.schema().fields());
        fields.add(add.field());
        return change.evolve(table, new TableSchema(fields));
    }

    private static Field require(Table table, Optional<Field> column, String name) {
        return column.orElseThrow(() -> new ApiException(
                400,
                "invalidQuery",
                "Column not found: " + name + " in table " + table.name().restId(),
                "query"));
    }

    private static TableSchema replaced(TableSchema schema, Field column) {
        return new TableSchema(schema.fields().stream()
                .map(field -> field.name().equalsIgnoreCase(column.name()) ? column : field)
                .toList());
    }

    StatementOutcome createDataset(TranslatedStatement.CreateDataset statement, String location) {
        if (statement.ifNotExists()
                && catalog.dataset(statement.project(), statement.dataset()).isPresent()) {
            return StatementOutcome.datasetDdl("SKIP");
        }
        catalog.createDataset(statement.project(), statement.dataset(), location, new JsonObject());
        return StatementOutcome.datasetDdl("CREATE");
    }

    StatementOutcome dropDataset(TranslatedStatement.DropDataset statement) {
        if (statement.ifExists()
                && catalog.dataset(statement.project(), statement.dataset()).isEmpty()) {
            return StatementOutcome.datasetDdl("SKIP");
        }
        catalog.dropDataset(statement.project(), statement.dataset(), statement.cascade());
        return StatementOutcome.datasetDdl("DROP");
    }
}
