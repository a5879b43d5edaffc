package dev.landfall.localcloud.bigquery.catalog;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.landfall.localcloud.bigquery.schema.Field;
import dev.landfall.localcloud.bigquery.schema.FieldMode;
import dev.landfall.localcloud.bigquery.schema.FieldType;
import dev.landfall.localcloud.bigquery.schema.TableSchema;
import dev.landfall.localcloud.http.ApiException;
import java.util.List;
import java.util.Set;

/** The properties of a table that a client may set, under their names in the REST resource. */
public final class TableProperties {
    private static final List<String> KEPT = List.of(
            "friendlyName",
            "description",
            "labels",
            "timePartitioning",
            "rangePartitioning",
            "clustering",
            "requirePartitionFilter",
            "expirationTime",
            "encryptionConfiguration",
            "tableConstraints",
            "defaultCollation",
            "defaultRoundingMode",
            "maxStaleness",
            "resourceTags",
            "externalDataConfiguration");
    private static final List<String> REFUSED =
            List.of("view", "materializedView", "snapshotDefinition", "cloneDefinition");
    private static final Set<FieldType> TIME_TYPES = Set.of(FieldType.DATE, FieldType.TIMESTAMP, FieldType.DATETIME);
    private static final Set<FieldType> NO_CLUSTERING =
            Set.of(FieldType.STRUCT, FieldType.JSON, FieldType.FLOAT64, FieldType.BYTES, FieldType.TIME);
    private static final int MOST_CLUSTERING_COLUMNS = 4;

    private TableProperties() {}

    /** The properties in a resource that a client sent; a property sent as null stays null. */
    public static JsonObject of(JsonObject resource) {
        for (String key : REFUSED) {
            if (isSet(resource, key)) {
                throw ApiException.unimplemented("tables with " + key);
            }
        }
        JsonObject properties = new JsonObject();
        for (String key : KEPT) {
            if (resource.has(key)) {
                properties.add(key, resource.get(key));
            }
        }
        return properties;
    }

    /** PATCH: what is sent replaces, null removes, objects are merged one level down as the API does with labels. */
    public static JsonObject patched(JsonObject old, JsonObject patch) {
        JsonObject patched = old.deepCopy();
        for (String key : patch.keySet()) {
            JsonElement value = patch.get(key);
            if (value.isJsonNull()) {
                patched.remove(key);
            } else if (key.equals("labels") && patched.has(key)) {
                patched.add(key, mergedLabels(patched.getAsJsonObject(key), value.getAsJsonObject()));
            } else {
                patched.add(key, value);
            }
        }
        return patched;
    }

    /** Without the properties that are null. */
    public static JsonObject withoutNulls(JsonObject properties) {
        JsonObject clean = new JsonObject();
        properties.entrySet().stream()
                .filter(entry -> !entry.getValue().isJsonNull())
                .forEach(entry -> clean.add(entry.getKey(), entry.getValue()));
        return clean;
    }

    /** @throws ApiException invalid if a partitioning, clustering or key column cannot be one */
    public static void check(JsonObject properties, TableSchema schema) {
        boolean byTime = isSet(properties, "timePartitioning");
        if (byTime && isSet(properties, "rangePartitioning")) {
            throw ApiException.invalid("Only one of timePartitioning and rangePartitioning can be specified.");
        }
        if (byTime && properties.getAsJsonObject("timePartitioning").has("field")) {
            Field field = column(schema, properties.getAsJsonObject("timePartitioning"), "partitioning");
            if (!TIME_TYPES.contains(field.type()) || field.mode() == FieldMode.REPEATED) {
                throw ApiException.invalid("The field specified for partitioning can only be of type TIMESTAMP, DATE or"
                        + " DATETIME. The type found is: " + field.type().restName() + ".");
            }
        }
        if (isSet(properties, "rangePartitioning")) {
            Field field = column(schema, properties.getAsJsonObject("rangePartitioning"), "partitioning");
            if (field.type() != FieldType.INT64 || field.mode() == FieldMode.REPEATED) {
                throw ApiException.invalid("The field specified for range partitioning can only be of type INTEGER."
                        + " The type found is: " + field.type().restName() + ".");
            }
        }
        checkClustering(properties, schema);
        checkPrimaryKey(properties, schema);
    }

    private static void checkClustering(JsonObject properties, TableSchema schema) {
        if (!isSet(properties, "clustering")) {
            return;
        }
        JsonArray names = properties.getAsJsonObject("clustering").getAsJsonArray("fields");
        if (names == null || names.isEmpty() || names.size() > MOST_CLUSTERING_COLUMNS) {
            throw ApiException.invalid("Clustering needs one to " + MOST_CLUSTERING_COLUMNS + " fields.");
        }
        for (JsonElement name : names) {
            Field field = named(schema, name.getAsString(), "clustering");
            if (NO_CLUSTERING.contains(field.type()) || field.mode() == FieldMode.REPEATED) {
                throw ApiException.invalid("Entity " + field.name() + " of type "
                        + field.type().restName() + " can not be used as a clustering field");
            }
        }
    }

    private static void checkPrimaryKey(JsonObject properties, TableSchema schema) {
        if (isSet(properties, "tableConstraints")
                && properties.getAsJsonObject("tableConstraints").has("primaryKey")) {
            JsonObject key = properties.getAsJsonObject("tableConstraints").getAsJsonObject("primaryKey");
            key.getAsJsonArray("columns").forEach(name -> named(schema, name.getAsString(), "the primary key"));
        }
    }

    private static Field column(TableSchema schema, JsonObject holder, String use) {
        return named(schema, holder.get("field").getAsString(), use);
    }

    private static Field named(TableSchema schema, String name, String use) {
        return schema.find(name)
                .orElseThrow(() -> ApiException.invalid(
                        "The field specified for " + use + " cannot be found in the schema: " + name + "."));
    }

    private static JsonObject mergedLabels(JsonObject old, JsonObject patch) {
        JsonObject merged = old.deepCopy();
        patch.entrySet().forEach(entry -> {
            merged.remove(entry.getKey());
            if (!entry.getValue().isJsonNull()) {
                merged.add(entry.getKey(), entry.getValue());
            }
        });
        return merged;
    }

    static boolean isSet(JsonObject json, String key) {
        return json.has(key) && !json.get(key).isJsonNull();
    }
}
