package dev.landfall.localcloud.bigquery.informationschema;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.landfall.localcloud.bigquery.job.Job;
import dev.landfall.localcloud.bigquery.job.JobOutcome;
import dev.landfall.localcloud.bigquery.schema.Field;
import dev.landfall.localcloud.bigquery.schema.FieldMode;
import dev.landfall.localcloud.bigquery.schema.FieldType;
import java.util.List;
import java.util.Map;

/** Jobs, the statements of scripts included. */
final class JobRows {
    /** The columns of JOBS that are structs or arrays. */
    static final List<Field> NESTED = List.of(
            Field.struct("error_result", FieldMode.NULLABLE, texts("reason", "location", "debug_info", "message")),
            Field.struct("destination_table", FieldMode.NULLABLE, texts("project_id", "dataset_id", "table_id")),
            Field.struct("referenced_tables", FieldMode.REPEATED, texts("project_id", "dataset_id", "table_id")),
            Field.struct("labels", FieldMode.REPEATED, texts("key", "value")),
            Field.struct(
                    "dml_statistics",
                    FieldMode.NULLABLE,
                    numbers("inserted_row_count", "deleted_row_count", "updated_row_count")));

    private static final Map<String, String> COUNTS = Map.of(
            "inserted_row_count", "insertedRowCount",
            "deleted_row_count", "deletedRowCount",
            "updated_row_count", "updatedRowCount");

    private JobRows() {}

    private static List<Field> texts(String... names) {
        return List.of(names).stream()
                .map(name -> Field.of(name, FieldType.STRING, FieldMode.NULLABLE))
                .toList();
    }

    private static List<Field> numbers(String... names) {
        return List.of(names).stream()
                .map(name -> Field.of(name, FieldType.INT64, FieldMode.NULLABLE))
                .toList();
    }

    static void add(JsonArray rows, List<Job> jobs) {
        jobs.forEach(job -> rows.add(row(job)));
    }

    private static JsonObject row(Job job) {
        JsonObject row = new JsonObject();
        row.addProperty("creation_time", job.created().toString());
        row.addProperty("project_id", job.id().project());
        row.addProperty("user_email", "local@localhost");
        row.addProperty("job_id", job.id().id());
        copy(job.configuration(), "jobType", row, "job_type");
        row.addProperty("state", job.state().name());
        job.started().ifPresent(time -> row.addProperty("start_time", time.toString()));
        job.ended().ifPresent(time -> row.addProperty("end_time", time.toString()));
        job.parent().ifPresent(parent -> row.addProperty("parent_job_id", parent.id()));
        job.error().ifPresent(error -> {
            JsonObject result = new JsonObject();
            result.addProperty("reason", error.reason());
            result.addProperty("location", error.location());
            result.addProperty("message", error.getMessage());
            row.add("error_result", result);
        });
        JsonObject labels = object(job.configuration(), "labels");
        JsonArray pairs = new JsonArray();
        labels.entrySet().forEach(label -> {
            JsonObject pair = new JsonObject();
            pair.addProperty("key", label.getKey());
            pair.add("value", label.getValue());
            pairs.add(pair);
        });
        row.add("labels", pairs);
        destination(job, row);
        statistics(job.outcome().map(JobOutcome::statistics).orElseGet(JsonObject::new), row);
        return row;
    }

    private static void destination(Job job, JsonObject row) {
        JsonObject query = object(job.configuration(), "query");
        copy(query, "query", row, "query");
        if (query.has("query")) {
            row.addProperty(
                    "priority", query.has("priority") ? query.get("priority").getAsString() : "INTERACTIVE");
        }
        for (String kind : List.of("query", "load", "copy")) {
            JsonObject table = object(object(job.configuration(), kind), "destinationTable");
            if (table.has("tableId")) {
                row.add("destination_table", reference(table));
            }
        }
        job.result().ifPresent(result -> {
            JsonObject table = new JsonObject();
            table.addProperty("project_id", result.table().project());
            table.addProperty("dataset_id", result.table().dataset());
            table.addProperty("table_id", result.table().table());
            row.add("destination_table", table);
        });
    }

    private static void statistics(JsonObject statistics, JsonObject row) {
        JsonObject query = object(statistics, "query");
        copy(query, "statementType", row, "statement_type");
        copy(query, "totalBytesProcessed", row, "total_bytes_processed");
        copy(query, "totalBytesBilled", row, "total_bytes_billed");
        copy(query, "cacheHit", row, "cache_hit");
        copy(object(statistics, "transactionInfo"), "transactionId", row, "transaction_id");
        JsonObject counts = object(query, "dmlStats");
        if (!counts.isEmpty()) {
            JsonObject dml = new JsonObject();
            COUNTS.forEach((to, from) -> copy(counts, from, dml, to));
            row.add("dml_statistics", dml);
        }
        JsonArray tables = new JsonArray();
        if (query.has("referencedTables")) {
            query.getAsJsonArray("referencedTables").forEach(table -> tables.add(reference(table.getAsJsonObject())));
        }
        row.add("referenced_tables", tables);
    }

    private static JsonObject reference(JsonObject table) {
        JsonObject reference = new JsonObject();
        copy(table, "projectId", reference, "project_id");
        copy(table, "datasetId", reference, "dataset_id");
        copy(table, "tableId", reference, "table_id");
        return reference;
    }

    private static JsonObject object(JsonObject json, String key) {
        return json.has(key) && json.get(key).isJsonObject() ? json.getAsJsonObject(key) : new JsonObject();
    }

    private static void copy(JsonObject from, String key, JsonObject to, String name) {
        JsonElement value = from.get(key);
        if (value != null && !value.isJsonNull()) {
            to.add(name, value);
        }
    }
}
