package dev.landfall.localcloud.bigquery.catalog;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.landfall.localcloud.bigquery.schema.Field;
import dev.landfall.localcloud.bigquery.schema.FieldMode;
import dev.landfall.localcloud.bigquery.schema.FieldType;
import dev.landfall.localcloud.bigquery.schema.TableSchema;
import dev.landfall.localcloud.http.ApiException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** The REST API's {@code TableSchema} and {@code TableFieldSchema}. */
public final class SchemaJson {
    private SchemaJson() {}

    public static TableSchema parse(JsonObject schema) {
        TableSchema parsed = new TableSchema(parseFields(schema));
        ColumnNames.check(parsed.fields());
        return parsed;
    }

    public static JsonObject write(TableSchema schema) {
        JsonObject json = new JsonObject();
        json.add("fields", writeFields(schema.fields()));
        return json;
    }

    private static List<Field> parseFields(JsonObject parent) {
        List<Field> fields = new ArrayList<>();
        if (parent.has("fields")) {
            for (JsonElement element : parent.getAsJsonArray("fields")) {
                fields.add(parseField(element.getAsJsonObject()));
            }
        }
        return fields;
    }

    private static Field parseField(JsonObject json) {
        if (json.has("defaultValueExpression")) {
            throw ApiException.unimplemented("defaultValueExpression of a column");
        }
        String name = text(json, "name", "");
        FieldType type = FieldType.parse(text(json, "type", ""));
        List<Field> fields = parseFields(json);
        if ((type == FieldType.STRUCT) == fields.isEmpty()) {
            throw ApiException.invalid(
                    type == FieldType.STRUCT
                            ? "Field " + name + " is type RECORD but has no schema"
                            : "Field " + name + " has fields but is not of type RECORD");
        }
        return new Field(
                name,
                type,
                parseMode(text(json, "mode", "NULLABLE")),
                fields,
                number(json, "precision"),
                number(json, "scale"),
                number(json, "maxLength"),
                text(json, "description", ""));
    }

    private static FieldMode parseMode(String mode) {
        try {
            return FieldMode.valueOf(mode.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw ApiException.invalid("Invalid value for mode: " + mode + " is not a valid value");
        }
    }

    private static JsonArray writeFields(List<Field> fields) {
        JsonArray array = new JsonArray();
        for (Field field : fields) {
            JsonObject json = new JsonObject();
            json.addProperty("name", field.name());
            json.addProperty("type", field.type().restName());
            json.addProperty("mode", field.mode().name());
            field.precision().ifPresent(value -> json.addProperty("precision", String.valueOf(value)));
            field.scale().ifPresent(value -> json.addProperty("scale", String.valueOf(value)));
            field.maxLength().ifPresent(value -> json.addProperty("maxLength", String.valueOf(value)));
            if (!field.description().isEmpty()) {
                json.addProperty("description", field.description());
            }
            if (field.type() == FieldType.STRUCT) {
                json.add("fields", writeFields(field.fields()));
            }
            array.add(json);
        }
        return array;
    }

    private static String text(JsonObject json, String key, String otherwise) {
        return json.has(key) && !json.get(key).isJsonNull() ? json.get(key).getAsString() : otherwise;
    }

    private static OptionalLong number(JsonObject json, String key) {
        return json.has(key) && !json.get(key).isJsonNull()
                ? OptionalLong.of(json.get(key).getAsLong())
                : OptionalLong.empty();
    }
}
