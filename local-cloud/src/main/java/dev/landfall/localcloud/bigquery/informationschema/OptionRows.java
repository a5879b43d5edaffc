package dev.landfall.localcloud.bigquery.informationschema;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.landfall.localcloud.bigquery.catalog.Table;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;

/** The options of a table as DDL would write them. */
final class OptionRows {
    private static final double MILLIS_PER_DAY = 86_400_000;

    private OptionRows() {}

    static void add(JsonArray rows, Table table) {
        JsonObject properties = table.properties();
        text(rows, table, "description", "description");
        text(rows, table, "friendlyName", "friendly_name");
        if (properties.has("labels")) {
            String labels = properties.getAsJsonObject("labels").entrySet().stream()
                    .map(OptionRows::pair)
                    .collect(Collectors.joining(", ", "[", "]"));
            rows.add(row(table, "labels", "ARRAY<STRUCT<STRING, STRING>>", labels));
        }
        if (properties.has("expirationTime")) {
            Instant end = Instant.ofEpochMilli(properties.get("expirationTime").getAsLong());
            rows.add(row(table, "expiration_timestamp", "TIMESTAMP", "TIMESTAMP \"" + end + "\""));
        }
        if (properties.has("requirePartitionFilter")) {
            String value = properties.get("requirePartitionFilter").getAsString();
            rows.add(row(table, "require_partition_filter", "BOOL", value));
        }
        if (properties.has("encryptionConfiguration")) {
            JsonObject encryption = properties.getAsJsonObject("encryptionConfiguration");
            rows.add(row(
                    table,
                    "kms_key_name",
                    "STRING",
                    quoted(encryption.get("kmsKeyName").getAsString())));
        }
        if (properties.has("timePartitioning")
                && properties.getAsJsonObject("timePartitioning").has("expirationMs")) {
            double days = properties
                            .getAsJsonObject("timePartitioning")
                            .get("expirationMs")
                            .getAsLong()
                    / MILLIS_PER_DAY;
            rows.add(row(table, "partition_expiration_days", "FLOAT64", String.valueOf(days)));
        }
    }

    private static void text(JsonArray rows, Table table, String property, String option) {
        if (table.properties().has(property)) {
            rows.add(row(
                    table,
                    option,
                    "STRING",
                    quoted(table.properties().get(property).getAsString())));
        }
    }

    private static String pair(Map.Entry<String, com.google.gson.JsonElement> label) {
        return "STRUCT(" + quoted(label.getKey()) + ", "
                + quoted(label.getValue().getAsString()) + ")";
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static JsonObject row(Table table, String name, String type, String value) {
        JsonObject row = TableRows.of(table);
        row.addProperty("option_name", name);
        row.addProperty("option_type", type);
        row.addProperty("option_value", value);
        return row;
    }
}
