package dev.landfall.localcloud.bigquery.informationschema;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.landfall.localcloud.bigquery.catalog.Table;

/** Primary keys, which are never enforced. */
final class KeyRows {
    private KeyRows() {}

    static void constraints(JsonArray rows, Table table) {
        if (columns(table).isEmpty()) {
            return;
        }
        JsonObject row = constraint(table);
        row.addProperty("constraint_type", "PRIMARY KEY");
        row.addProperty("is_deferrable", "NO");
        row.addProperty("initially_deferred", "NO");
        row.addProperty("enforced", "NO");
        rows.add(row);
    }

    static void keyColumns(JsonArray rows, Table table) {
        JsonArray columns = columns(table);
        for (int i = 0; i < columns.size(); i++) {
            JsonObject row = constraint(table);
            row.add("column_name", columns.get(i));
            row.addProperty("ordinal_position", i + 1);
            rows.add(row);
        }
    }

    static void constraintColumns(JsonArray rows, Table table) {
        columns(table).forEach(column -> {
            JsonObject row = constraint(table);
            row.add("column_name", column);
            rows.add(row);
        });
    }

    private static JsonObject constraint(Table table) {
        JsonObject row = TableRows.of(table);
        row.addProperty("constraint_catalog", table.name().project());
        row.addProperty("constraint_schema", table.name().dataset());
        row.addProperty("constraint_name", table.name().table() + ".pk$");
        return row;
    }

    private static JsonArray columns(Table table) {
        JsonObject properties = table.properties();
        if (properties.has("tableConstraints")
                && properties.getAsJsonObject("tableConstraints").has("primaryKey")) {
            return properties
                    .getAsJsonObject("tableConstraints")
                    .getAsJsonObject("primaryKey")
                    .getAsJsonArray("columns");
        }
        return new JsonArray();
    }
}
