package dev.landfall.localcloud.bigquery.rest;

import com.google.gson.JsonObject;
import dev.landfall.localcloud.bigquery.catalog.Catalog;
import dev.landfall.localcloud.bigquery.catalog.Change;
import dev.landfall.localcloud.bigquery.catalog.SchemaJson;
import dev.landfall.localcloud.bigquery.catalog.Table;
import dev.landfall.localcloud.bigquery.catalog.TableLocks;
import dev.landfall.localcloud.bigquery.catalog.TableProperties;
import dev.landfall.localcloud.bigquery.engine.Engine;
import dev.landfall.localcloud.bigquery.engine.Session;
import dev.landfall.localcloud.bigquery.engine.TableSize;
import dev.landfall.localcloud.bigquery.load.ExternalTables;
import dev.landfall.localcloud.bigquery.query.QueryResult;
import dev.landfall.localcloud.bigquery.query.ResultStore;
import dev.landfall.localcloud.bigquery.query.RowSource;
import dev.landfall.localcloud.bigquery.schema.DuckDbNames;
import dev.landfall.localcloud.bigquery.schema.TableName;
import dev.landfall.localcloud.bigquery.schema.TableSchema;
import dev.landfall.localcloud.http.ApiException;
import dev.landfall.localcloud.http.Request;
import dev.landfall.localcloud.http.Response;
import dev.landfall.localcloud.http.Router;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** {@code /projects/P/datasets/D/tables} and the rows of a table. */
final class TableRoutes {
    private static final Pattern LEGAL_ID = Pattern.compile("[\\p{L}\\p{M}\\p{N}\\p{Pc}\\p{Pd} ]{1,1024}");

    private final Engine engine;
    private final Catalog catalog;
    private final ResultStore results;
    private final ExternalTables externalTables;
    private final String location;
    private final Consumer<TableName> updates;

    /** @param updates is told of every change of a table's metadata, and may refuse it */
    TableRoutes(
            Engine engine,
            Catalog catalog,
            ResultStore results,
            ExternalTables externalTables,
            String location,
            Consumer<TableName> updates) {
        this.externalTables = externalTables;
        this.updates = updates;
        this.engine = engine;
        this.catalog = catalog;
        this.results = results;
        this.location = location;
    }

    void register(Router router, String prefix) {
        String all = prefix + "/projects/{project}/datasets/{dataset}/tables";
        String one = all + "/{table}";
        router.on("POST", all, this::insert)
                .on("GET", all, this::list)
                .on("GET", one, this::get)
                .on("PATCH", one, request -> change(request, true))
                .on("PUT", one, request -> change(request, false))
                .on("DELETE", one, this::delete)
                .on("GET", one + "/data", this::rows);
    }

    private Response insert(Request request) throws IOException {
        JsonObject body = request.json();
        TableName name = new TableName(
                request.variable("project"),
                request.variable("dataset"),
                body.getAsJsonObject("tableReference").get("tableId").getAsString());
        if (!LEGAL_ID.matcher(name.table()).matches()) {
            throw ApiException.invalid("Invalid table ID \"" + name.table() + "\".");
        }
        catalog.requireDataset(name.project(), name.dataset());
        TableSchema schema = schema(body).orElse(new TableSchema(List.of()));
        JsonObject properties = TableProperties.withoutNulls(TableProperties.of(body));
        if (properties.has("externalDataConfiguration")) {
            try (Session session = engine.session()) {
                schema = externalTables.schema(
                        session,
                        name,
                        properties.getAsJsonObject("externalDataConfiguration"),
                        Optional.of(schema).filter(given -> !given.fields().isEmpty()));
            }
        }
        TableProperties.check(properties, schema);
        if (schema.fields().isEmpty()) {
            throw ApiException.unimplemented("tables without columns");
        }
        updates.accept(name);
        Table table = new Table(name, schema, properties, catalog.now(), catalog.now());
        try (TableLocks.Held held = catalog.locks().lock(name);
                Session session = engine.session();
                Change change = catalog.change(session)) {
            if (catalog.table(name).isPresent()) {
                throw new ApiException(409, "duplicate", "Already Exists: Table " + name.restId());
            }
            change.create(table);
            change.commit();
        }
        return full(table, request);
    }

    private Response list(Request request) {
        String project = request.variable("project");
        String dataset = request.variable("dataset");
        catalog.requireDataset(project, dataset);
        List<Table> tables = catalog.tables(project, dataset);
        JsonObject json = new JsonObject();
        json.addProperty("kind", "bigquery#tableList");
        Pages.add(json, "tables", tables, request, TableJson::summary);
        json.addProperty("totalItems", tables.size());
        return Response.json(json);
    }

    private Response get(Request request) {
        TableName name = name(request);
        Optional<QueryResult> result = results.find(name);
        return result.isPresent()
                ? Response.json(TableJson.full(
                        result.get().asTable(), new TableSize(result.get().rows(), 0), location, request.origin()))
                : full(catalog.requireTable(name), request);
    }

    private Response change(Request request, boolean patch) throws IOException {
        JsonObject body = request.json();
        TableName name = name(request);
        updates.accept(name);
        JsonObject sent = TableProperties.of(body);
        try (TableLocks.Held held = catalog.locks().lock(name)) {
            Table old = catalog.requireTable(name);
            Preconditions.checkIfMatch(request, old.etag());
            JsonObject properties =
                    patch ? TableProperties.patched(old.properties(), sent) : TableProperties.withoutNulls(sent);
            TableSchema schema = schema(body).orElse(old.schema());
            TableProperties.check(properties, schema);
            checkPartitioningStays(old.properties(), properties);
            return full(replace(old.with(properties, catalog.now()), schema), request);
        }
    }

    private Table replace(Table table, TableSchema schema) {
        try (Session session = engine.session();
                Change change = catalog.change(session)) {
            Table replaced = change.evolve(table, schema);
            change.commit();
            return replaced;
        }
    }

    private static void checkPartitioningStays(JsonObject old, JsonObject now) {
        for (String key : new String[] {"timePartitioning", "rangePartitioning"}) {
            if (!partitioningKey(old, key).equals(partitioningKey(now, key))) {
                throw ApiException.invalid("Cannot change partitioning spec for a partitioned/clustered table.");
            }
        }
    }

    private static String partitioningKey(JsonObject properties, String key) {
        if (!properties.has(key)) {
            return "";
        }
        JsonObject spec = properties.getAsJsonObject(key);
        return spec.get("type") + "/" + spec.get("field") + "/" + spec.get("range");
    }

    private Response delete(Request request) {
        TableName name = name(request);
        try (TableLocks.Held held = catalog.locks().lock(name);
                Session session = engine.session();
                Change change = catalog.change(session)) {
            catalog.requireTable(name);
            change.drop(name);
            change.commit();
        }
        return Response.empty(204);
    }

    private Response rows(Request request) {
        TableName name = name(request);
        Optional<QueryResult> result = results.find(name);
        if (result.isPresent()) {
            return Response.json(RowPages.list(engine, result.get().rowSource(), request));
        }
        Table table = catalog.requireTable(name);
        return Response.json(
                RowPages.list(engine, new RowSource(DuckDbNames.table(name), table.schema(), false), request));
    }

    private Response full(Table table, Request request) {
        try (Session session = engine.session()) {
            TableSize size = catalog.measures()
                    .of(
                            session,
                            table,
                            "whole",
                            TableSize.class,
                            () -> TableSize.measure(session, DuckDbNames.table(table.name()), table.schema()));
            return Response.json(TableJson.full(table, size, location, request.origin()));
        }
    }

    private static Optional<TableSchema> schema(JsonObject body) {
        return body.has("schema") && !body.get("schema").isJsonNull()
                ? Optional.of(SchemaJson.parse(body.getAsJsonObject("schema")))
                : Optional.empty();
    }

    private static TableName name(Request request) {
        return new TableName(request.variable("project"), request.variable("dataset"), request.variable("table"));
    }
}
