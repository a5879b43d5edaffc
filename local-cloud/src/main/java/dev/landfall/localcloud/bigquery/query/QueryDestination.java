package dev.landfall.localcloud.bigquery.query;

import com.google.gson.JsonObject;
import dev.landfall.localcloud.bigquery.catalog.Catalog;
import dev.landfall.localcloud.bigquery.catalog.Change;
import dev.landfall.localcloud.bigquery.catalog.SchemaEvolution;
import dev.landfall.localcloud.bigquery.catalog.Table;
import dev.landfall.localcloud.bigquery.catalog.TableLocks;
import dev.landfall.localcloud.bigquery.engine.Session;
import dev.landfall.localcloud.bigquery.schema.DuckDbNames;
import dev.landfall.localcloud.bigquery.schema.TableName;
import dev.landfall.localcloud.http.ApiException;
import java.util.List;
import java.util.Optional;

/** The {@code destinationTable} of a query and its dispositions. */
record QueryDestination(TableName name, String writeDisposition, String createDisposition, JsonObject properties) {
    static Optional<QueryDestination> parse(String project, JsonObject query) {
        if (!query.has("destinationTable") || !query.get("destinationTable").isJsonObject()) {
            return Optional.empty();
        }
        JsonObject table = query.getAsJsonObject("destinationTable");
        JsonObject properties = new JsonObject();
        for (String key : List.of("timePartitioning", "rangePartitioning", "clustering")) {
            if (query.has(key) && query.get(key).isJsonObject()) {
                properties.add(key, query.get(key));
            }
        }
        return Optional.of(new QueryDestination(
                new TableName(
                        table.has("projectId") ? table.get("projectId").getAsString() : project,
                        table.get("datasetId").getAsString(),
                        table.get("tableId").getAsString()),
                query.has("writeDisposition") ? query.get("writeDisposition").getAsString() : "WRITE_EMPTY",
                query.has("createDisposition") ? query.get("createDisposition").getAsString() : "CREATE_IF_NEEDED",
                properties));
    }

    /** Writes the rows there, all or none, and answers with the table as the result. */
    QueryResult write(Catalog catalog, Session session, QueryResult rows) {
        catalog.requireDataset(name.project(), name.dataset());
        String relation = DuckDbNames.table(name);
        try (TableLocks.Held held = catalog.locks().lock(name);
                Change change = catalog.change(session)) {
            Table table = prepare(catalog, change, rows);
            DdlExecution.fill(
                    change, table, relation, "SELECT * FROM " + rows.rowSource().relation());
            change.put(table.touched(catalog.now()));
            change.commit();
        }
        return new QueryResult(name, new RowSource(relation, rows.schema(), false), rows.rows(), rows.created());
    }

    private Table prepare(Catalog catalog, Change change, QueryResult rows) {
        Optional<Table> existing = catalog.table(name);
        Table fresh = new Table(name, rows.schema(), properties, catalog.now(), catalog.now());
        if (existing.isEmpty()) {
            if (createDisposition.equals("CREATE_NEVER")) {
                throw ApiException.notFound("Not found: Table " + name.restId());
            }
            change.create(fresh);
            return fresh;
        }
        switch (writeDisposition) {
            case "WRITE_TRUNCATE" -> {
                change.create(fresh);
                return fresh;
            }
            case "WRITE_EMPTY" -> {
                if (change.session().number("SELECT count(*) FROM " + DuckDbNames.table(name)) > 0) {
                    throw new ApiException(409, "duplicate", "Already Exists: Table " + name.restId());
                }
            }
            case "WRITE_APPEND" -> {}
            default -> throw ApiException.unimplemented("writeDisposition " + writeDisposition + " of a query");
        }
        SchemaEvolution evolution = SchemaEvolution.between(existing.get(), rows.schema());
        if (evolution.adds() || evolution.relaxes()) {
            throw ApiException.invalid("Provided Schema does not match Table " + name.restId() + ".");
        }
        return existing.get();
    }
}
