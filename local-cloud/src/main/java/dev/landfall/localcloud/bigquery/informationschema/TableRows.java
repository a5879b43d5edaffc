package dev.landfall.localcloud.bigquery.informationschema;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.landfall.localcloud.bigquery.catalog.PartitionSpec;
import dev.landfall.localcloud.bigquery.catalog.Table;
import dev.landfall.localcloud.bigquery.schema.Field;
import dev.landfall.localcloud.bigquery.schema.FieldMode;
import dev.landfall.localcloud.bigquery.schema.FieldType;
import java.util.List;
import java.util.stream.Collectors;

/** Tables and columns. */
final class TableRows {
    private TableRows() {}

    /** A row that names the table. */
    static JsonObject of(Table table) {
        JsonObject row = new JsonObject();
        row.addProperty("table_catalog", table.name().project());
        row.addProperty("table_schema", table.name().dataset());
        row.addProperty("table_name", table.name().table());
        return row;
    }

    static JsonObject table(Table table) {
        boolean external = table.properties().has("externalDataConfiguration");
        JsonObject row = of(table);
        row.addProperty("table_type", external ? "EXTERNAL" : "BASE TABLE");
        row.addProperty("is_insertable_into", external ? "NO" : "YES");
        row.addProperty("is_typed", "NO");
        row.addProperty("creation_time", table.created().toString());
        row.addProperty("default_collation_name", "NULL");
        return row;
    }

    static void columns(JsonArray rows, Table table) {
        List<Field> fields = table.schema().fields();
        String partitioning = PartitionSpec.of(table).map(PartitionSpec::column).orElse("");
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.get(i);
            JsonObject row = of(table);
            row.addProperty("column_name", field.name());
            row.addProperty("ordinal_position", i + 1);
            row.addProperty("is_nullable", field.mode() == FieldMode.REQUIRED ? "NO" : "YES");
            row.addProperty("data_type", type(field));
            row.addProperty("is_generated", "NEVER");
            row.addProperty("is_hidden", "NO");
            row.addProperty("is_system_defined", "NO");
            row.addProperty("is_partitioning_column", field.name().equalsIgnoreCase(partitioning) ? "YES" : "NO");
            row.add("clustering_ordinal_position", clusteringPosition(table, field));
            row.addProperty("collation_name", "NULL");
            row.addProperty("column_default", "NULL");
            rows.add(row);
        }
    }

    private static JsonElement clusteringPosition(Table table, Field field) {
        JsonElement clustering = table.properties().get("clustering");
        if (clustering != null && clustering.isJsonObject()) {
            JsonArray names = clustering.getAsJsonObject().getAsJsonArray("fields");
            for (int i = 0; i < names.size(); i++) {
                if (names.get(i).getAsString().equalsIgnoreCase(field.name())) {
                    return new JsonPrimitive(i + 1);
                }
            }
        }
        return JsonNull.INSTANCE;
    }

    /** The type as GoogleSQL writes it. */
    static String type(Field field) {
        String type = field.type() == FieldType.STRUCT
                ? field.fields().stream()
                        .map(child -> child.name() + " " + type(child))
                        .collect(Collectors.joining(", ", "STRUCT<", ">"))
                : field.type() + bounds(field);
        return field.mode() == FieldMode.REPEATED ? "ARRAY<" + type + ">" : type;
    }

    private static String bounds(Field field) {
        if (field.maxLength().isPresent()) {
            return "(" + field.maxLength().getAsLong() + ")";
        }
        if (field.precision().isEmpty()) {
            return "";
        }
        String scale = field.scale().isPresent() && field.scale().getAsLong() != 0
                ? ", " + field.scale().getAsLong()
                : "";
        return "(" + field.precision().getAsLong() + scale + ")";
    }
}
