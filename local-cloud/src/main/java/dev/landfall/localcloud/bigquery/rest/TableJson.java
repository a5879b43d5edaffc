package dev.landfall.localcloud.bigquery.rest;

import com.google.gson.JsonObject;
import dev.landfall.localcloud.bigquery.catalog.SchemaJson;
import dev.landfall.localcloud.bigquery.catalog.Table;
import dev.landfall.localcloud.bigquery.engine.TableSize;
import dev.landfall.localcloud.bigquery.schema.TableName;

/** The REST resources {@code Table} and {@code TableReference}. */
final class TableJson {
    private TableJson() {}

    static JsonObject full(Table table, TableSize size, String location, String origin) {
        JsonObject json = summary(table);
        json.addProperty("kind", "bigquery#table");
        json.addProperty("etag", table.etag());
        json.addProperty("selfLink", selfLink(origin, table.name()));
        json.add("schema", SchemaJson.write(table.schema()));
        table.properties().entrySet().forEach(entry -> json.add(entry.getKey(), entry.getValue()));
        json.addProperty("numRows", String.valueOf(size.rows()));
        json.addProperty("numBytes", String.valueOf(size.bytes()));
        json.addProperty("numLongTermBytes", "0");
        json.addProperty("numTotalLogicalBytes", String.valueOf(size.bytes()));
        json.addProperty("numActiveLogicalBytes", String.valueOf(size.bytes()));
        json.addProperty("numLongTermLogicalBytes", "0");
        json.addProperty("lastModifiedTime", String.valueOf(table.modified().toEpochMilli()));
        json.addProperty("location", location);
        return json;
    }

    /** What a list of tables shows of each. */
    static JsonObject summary(Table table) {
        JsonObject json = new JsonObject();
        json.addProperty("kind", "bigquery#table");
        json.addProperty("id", table.name().restId());
        json.add("tableReference", reference(table.name()));
        json.addProperty("type", table.properties().has("externalDataConfiguration") ? "EXTERNAL" : "TABLE");
        json.addProperty("creationTime", String.valueOf(table.created().toEpochMilli()));
        for (String key : new String[] {
            "friendlyName", "labels", "timePartitioning", "rangePartitioning", "clustering", "expirationTime"
        }) {
            if (table.properties().has(key)) {
                json.add(key, table.properties().get(key));
            }
        }
        return json;
    }

    static JsonObject reference(TableName name) {
        JsonObject json = new JsonObject();
        json.addProperty("projectId", name.project());
        json.addProperty("datasetId", name.dataset());
        json.addProperty("tableId", name.table());
        return json;
    }

    private static String selfLink(String origin, TableName name) {
        return origin + "/bigquery/v2/projects/" + name.project() + "/datasets/" + name.dataset() + "/tables/"
                + name.table();
    }
}
