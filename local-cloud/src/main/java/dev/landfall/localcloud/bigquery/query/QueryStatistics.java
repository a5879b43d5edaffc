package dev.landfall.localcloud.bigquery.query;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.landfall.localcloud.bigquery.catalog.Catalog;
import dev.landfall.localcloud.bigquery.catalog.SchemaJson;
import dev.landfall.localcloud.bigquery.engine.Session;
import dev.landfall.localcloud.bigquery.engine.TableSize;
import dev.landfall.localcloud.bigquery.schema.DuckDbNames;
import dev.landfall.localcloud.bigquery.schema.TableName;
import dev.landfall.localcloud.bigquery.schema.TableSchema;
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

    /** Before a statement runs: the bytes of the tables it reads are an estimate of what it processes. */
    void before(TranslatedStatement statement, Session session, Catalog catalog) {
        statementType = statement.kind().name();
        for (TableName name : statement.referencedTables()) {
            referenced.add(name);
            bytes += catalog.table(name)
                    .map(table -> TableSize.measure(session, DuckDbNames.table(name), table.schema())
                            .bytes())
                    .orElse(0L);
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

    /** The statistics of a job of so many statements. */
    JsonObject toJson(int statements, Optional<QueryResult> result) {
        query.addProperty("statementType", statements > 1 ? "SCRIPT" : statementType);
        query.addProperty("totalBytesProcessed", String.valueOf(bytes));
        query.addProperty("totalBytesBilled", String.valueOf(bytes));
        query.addProperty("totalBytesProcessedAccuracy", "UPPER_BOUND");
        query.addProperty("cacheHit", false);
        JsonArray tables = new JsonArray();
        referenced.forEach(name -> tables.add(reference(name)));
        query.add("referencedTables", tables);
        if (statements > 1 && result.isEmpty()) {
            query.remove("schema");
        }
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
