package dev.landfall.migration.validation.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.landfall.migration.validation.canonical.DigestSum;
import dev.landfall.migration.validation.comparison.KeyDifference;
import dev.landfall.migration.validation.comparison.PartitionResult;
import dev.landfall.migration.validation.comparison.ValidationResult;

/** For machines: one JSON object per table, on one line. */
public final class JsonReport {
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    private JsonReport() {}

    /** One line. */
    public static String line(ValidationResult result) {
        JsonObject json = new JsonObject();
        json.addProperty("table", result.target().toString());
        json.addProperty("source", result.source());
        json.addProperty("outcome", result.outcome().name());
        json.addProperty("level", result.level().word());
        json.addProperty("at", result.at().toString());
        if (result.boundary() != null) {
            json.addProperty("before", result.boundary().toString());
        }
        json.addProperty("sourceRows", result.sourceRows());
        json.addProperty("targetRows", result.targetRows());
        json.addProperty("partitions", result.partitions().size());
        JsonArray partitions = new JsonArray();
        result.differingPartitions().forEach(partition -> partitions.add(partition(partition)));
        json.add("differingPartitions", partitions);
        json.add("columns", GSON.toJsonTree(result.facts()));
        json.add("keys", keys(result));
        json.addProperty("keysFound", result.keys().found());
        json.addProperty("keysComplete", result.keys().complete());
        json.addProperty("keysMoved", result.keys().moved());
        json.add("notes", GSON.toJsonTree(result.notes()));
        json.addProperty("queries", result.effort().queries());
        json.addProperty("rowsFetched", result.effort().rowsFetched());
        json.addProperty("groupsFetched", result.effort().groupsFetched());
        json.addProperty("milliseconds", result.effort().time().toMillis());
        return GSON.toJson(json);
    }

    private static JsonObject partition(PartitionResult partition) {
        JsonObject json = new JsonObject();
        json.addProperty("partition", partition.label());
        json.add("source", sum(partition.source()));
        json.add("target", sum(partition.target()));
        return json;
    }

    private static JsonObject sum(DigestSum sum) {
        JsonObject json = new JsonObject();
        json.addProperty("rows", sum.rows());
        json.addProperty("low", sum.low().toString());
        json.addProperty("high", sum.high().toString());
        return json;
    }

    private static JsonArray keys(ValidationResult result) {
        JsonArray keys = new JsonArray();
        for (KeyDifference key : result.keys().named()) {
            JsonObject json = new JsonObject();
            json.addProperty("key", key.key());
            json.addProperty("difference", key.kind().name());
            json.addProperty("sourceRows", key.sourceRows());
            json.addProperty("targetRows", key.targetRows());
            JsonArray columns = new JsonArray();
            key.columns().forEach(column -> {
                JsonObject difference = new JsonObject();
                difference.addProperty("column", column.column());
                difference.addProperty("source", column.readableSource());
                difference.addProperty("target", column.readableTarget());
                column.remark().ifPresent(remark -> difference.addProperty("remark", remark));
                columns.add(difference);
            });
            json.add("columns", columns);
            keys.add(json);
        }
        return keys;
    }
}
