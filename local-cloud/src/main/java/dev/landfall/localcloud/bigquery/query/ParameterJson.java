package dev.landfall.localcloud.bigquery.query;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.landfall.localcloud.bigquery.schema.Field;
import dev.landfall.localcloud.bigquery.schema.FieldMode;
import dev.landfall.localcloud.bigquery.schema.FieldType;
import dev.landfall.localcloud.bigquery.sql.QueryParameter;
import dev.landfall.localcloud.bigquery.sql.QueryParameters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The REST API's {@code queryParameters}. */
final class ParameterJson {
    private ParameterJson() {}

    static QueryParameters parse(JsonObject query) {
        if (!query.has("queryParameters")
                || query.getAsJsonArray("queryParameters").isEmpty()) {
            return QueryParameters.none();
        }
        List<QueryParameter> parameters = new ArrayList<>();
        for (JsonElement element : query.getAsJsonArray("queryParameters")) {
            JsonObject json = element.getAsJsonObject();
            Field type = type("", json.getAsJsonObject("parameterType"));
            JsonElement value = json.get("parameterValue");
            String name = json.has("name") && !json.get("name").isJsonNull()
                    ? json.get("name").getAsString()
                    : "";
            parameters.add(new QueryParameter(name, type, value(type, value)));
        }
        boolean named = query.has("parameterMode")
                ? query.get("parameterMode").getAsString().equalsIgnoreCase("NAMED")
                : !parameters.get(0).name().isEmpty();
        return named ? QueryParameters.named(parameters) : QueryParameters.positional(parameters);
    }

    private static Field type(String name, JsonObject json) {
        String type = json.get("type").getAsString();
        if (type.equals("ARRAY")) {
            return type(name, json.getAsJsonObject("arrayType")).withMode(FieldMode.REPEATED);
        }
        if (type.equals("STRUCT") || type.equals("RECORD")) {
            List<Field> fields = new ArrayList<>();
            for (JsonElement element : json.getAsJsonArray("structTypes")) {
                JsonObject field = element.getAsJsonObject();
                String fieldName = field.has("name") ? field.get("name").getAsString() : "";
                fields.add(type(fieldName, field.getAsJsonObject("type")));
            }
            return Field.struct(name, FieldMode.NULLABLE, fields);
        }
        return Field.of(name, FieldType.parse(type), FieldMode.NULLABLE);
    }

    private static @Nullable Object value(Field type, @Nullable JsonElement element) {
        if (element == null || element.isJsonNull()) {
            return null;
        }
        JsonObject json = element.getAsJsonObject();
        if (type.mode() == FieldMode.REPEATED) {
            return array(type.withMode(FieldMode.NULLABLE), json);
        }
        if (type.type() == FieldType.STRUCT) {
            return struct(type, json);
        }
        JsonElement value = json.get("value");
        return value == null || value.isJsonNull() ? null : value.getAsString();
    }

    private static List<@Nullable Object> array(Field element, JsonObject json) {
        List<@Nullable Object> values = new ArrayList<>();
        JsonArray items = json.has("arrayValues") ? json.getAsJsonArray("arrayValues") : new JsonArray();
        items.forEach(item -> values.add(value(element, item)));
        return values;
    }

    private static Map<String, @Nullable Object> struct(Field type, JsonObject json) {
        JsonObject given = json.has("structValues") ? json.getAsJsonObject("structValues") : new JsonObject();
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        type.fields().forEach(field -> values.put(field.name(), value(field, given.get(field.name()))));
        return values;
    }
}
