package dev.landfall.localcloud.bigquery.query;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.landfall.localcloud.bigquery.catalog.Catalog;
import dev.landfall.localcloud.bigquery.catalog.SchemaJson;
import dev.landfall.localcloud.bigquery.catalog.Table;
import dev.landfall.localcloud.bigquery.engine.Session;
import dev.landfall.localcloud.bigquery.informationschema.InformationSchema;
import dev.landfall.localcloud.bigquery.schema.TableName;
import dev.landfall.localcloud.bigquery.schema.TableSchema;
import dev.landfall.localcloud.bigquery.sql.TableRead;
import dev.landfall.localcloud.bigquery.sql.TranslatedStatement;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Collects what {@code statistics.query} shows. */
final class QueryStatistics {
    private final Set<TableName> referenced = new LinkedHashSet<>();
    private final JsonObject query = new JsonObject();
    private long bytes;
    private long affectedRows;
    private String statementType = "";
    private boolean expression;

    /**
     * Before a statement runs: what it will process.
     *
     * @throws dev.landfall.localcloud.http.ApiException if it reads a table that asks for a partition filter without one
     */
    void before(TranslatedStatement statement, Session session, Catalog catalog) {
        statementType = statement.kind().name();
        expression = statement instanceof TranslatedStatement.Assignment;
        statement.referencedTables().stream()
                .filter(name -> !InformationSchema.isView(name))
                .forEach(referenced::add);
        for (TableRead read : statement.reads()) {
            Optional<Table> table = catalog.table(read.table());
            if (table.isPresent()) {
                PartitionFilterRule.check(table.get(), read);
                bytes += ScanSize.bytes(session, catalog, table.get(), read);
            }
        }
    }

    void after(StatementOutcome outcome) {
        outcome.counts().ifPresent(counts -> {
            affectedRows += counts.total();
            query.add("dmlStats", counts.toJson());
            query.addProperty("numDmlAffectedRows", String.valueOf(affectedRows));
        });
        outcome.ddlOperation().ifPresent(operation -> query.addProperty("ddlOperationPerformed", operation));
        outcome.ddlTarget().ifPresent(target -> query.add("ddlTargetTable", reference(target)));
        outcome.result().ifPresent(result -> schema(result.schema()));
    }

    void schema(TableSchema schema) {
        query.add("schema", SchemaJson.write(schema));
    }

    /** Adds a statement to what its script processed. */
    void add(QueryStatistics statement) {
        referenced.addAll(statement.referenced);
        bytes += statement.bytes;
    }

    /** Whether the statement only moves values around inside the script, so that no job is needed for it. */
    boolean isLocal() {
        return expression && referenced.isEmpty();
    }

    /** Whether the statement computes a value of the script. */
    boolean isExpression() {
        return expression;
    }

    JsonObject ofStatement() {
        return toJson(statementType);
    }

    /** A script counts no rows of its own: its child jobs do. */
    JsonObject ofScript(Optional<QueryResult> result) {
        result.ifPresent(rows -> schema(rows.schema()));
        return toJson("SCRIPT");
    }

    private JsonObject toJson(String type) {
        if (!type.isEmpty()) {
            query.addProperty("statementType", type);
        }
        query.addProperty("totalBytesProcessed", String.valueOf(bytes));
        query.addProperty("totalBytesBilled", String.valueOf(bytes));
        query.addProperty("totalBytesProcessedAccuracy", "UPPER_BOUND");
        query.addProperty("cacheHit", false);
        JsonArray tables = new JsonArray();
        referenced.forEach(name -> tables.add(reference(name)));
        query.add("referencedTables", tables);
        JsonObject statistics = new JsonObject();
        statistics.addProperty("totalBytesProcessed", String.valueOf(bytes));
        statistics.add("query", query);
        return statistics;
    }

    long bytes() {
        return bytes;
    }

    private static JsonObject reference(TableName name) {
        JsonObject json = new JsonObject();
        json.addProperty("projectId", name.project());
        json.addProperty("datasetId", name.dataset());
        json.addProperty("tableId", name.table());
        return json;
    }
}
