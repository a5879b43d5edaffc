package dev.landfall.localcloud.bigquery.load;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.landfall.localcloud.bigquery.catalog.PartitionDecorator;
import dev.landfall.localcloud.bigquery.catalog.SchemaJson;
import dev.landfall.localcloud.bigquery.schema.FieldType;
import dev.landfall.localcloud.bigquery.schema.TableName;
import dev.landfall.localcloud.bigquery.schema.TableSchema;
import dev.landfall.localcloud.http.ApiException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code JobConfigurationLoad}, read once. */
final class LoadConfiguration {
    private static final Set<String> REFUSED = Set.of(
            "fileSetSpecType",
            "referenceFileSchemaUri",
            "jsonExtension",
            "timeZone",
            "dateFormat",
            "datetimeFormat",
            "timeFormat",
            "timestampFormat",
            "nullMarkers",
            "createSession",
            "allowJaggedRows",
            "preserveAsciiControlCharacters");

    private final JsonObject json;
    private final TableName destination;
    private final Optional<String> partition;

    /** What becomes of rows that are there. */
    enum WriteDisposition {
        WRITE_APPEND,
        WRITE_TRUNCATE,
        WRITE_TRUNCATE_DATA,
        WRITE_EMPTY
    }

    LoadConfiguration(String project, JsonObject json) {
        this.json = json;
        for (String key : REFUSED) {
            if (json.has(key) && !json.get(key).isJsonNull() && !isFalseOrDefault(json.get(key))) {
                throw ApiException.unimplemented("the load option " + key);
            }
        }
        JsonObject table = object("destinationTable")
                .orElseThrow(() -> ApiException.invalid("Load configuration must specify a destination table"));
        PartitionDecorator decorated =
                PartitionDecorator.parse(table.get("tableId").getAsString());
        this.destination = new TableName(
                table.has("projectId") ? table.get("projectId").getAsString() : project,
                table.get("datasetId").getAsString(),
                decorated.table());
        this.partition = decorated.partition();
        if (number("maxBadRecords", 0) > 0) {
            throw ApiException.unimplemented("maxBadRecords other than 0");
        }
    }

    TableName destination() {
        return destination;
    }

    /** The one partition that the job may write to, if its destination has a decorator. */
    Optional<String> partition() {
        return partition;
    }

    List<String> sourceUris() {
        return texts("sourceUris");
    }

    String sourceFormat() {
        return text("sourceFormat", "CSV");
    }

    Optional<TableSchema> schema() {
        return object("schema")
                .map(SchemaJson::parse)
                .filter(schema -> !schema.fields().isEmpty());
    }

    WriteDisposition writeDisposition() {
        String name = text("writeDisposition", "WRITE_APPEND");
        for (WriteDisposition disposition : WriteDisposition.values()) {
            if (disposition.name().equals(name)) {
                return disposition;
            }
        }
        throw ApiException.invalid("Invalid writeDisposition: " + name);
    }

    boolean createsIfNeeded() {
        return !text("createDisposition", "CREATE_IF_NEEDED").equals("CREATE_NEVER");
    }

    boolean allowsFieldAddition() {
        return texts("schemaUpdateOptions").contains("ALLOW_FIELD_ADDITION");
    }

    boolean allowsFieldRelaxation() {
        return texts("schemaUpdateOptions").contains("ALLOW_FIELD_RELAXATION");
    }

    DecimalTargets decimalTargets() {
        List<String> names = texts("decimalTargetTypes");
        return new DecimalTargets((names.isEmpty() ? List.of("NUMERIC") : names)
                .stream().map(FieldType::parse).toList());
    }

    Optional<JsonObject> hivePartitioningOptions() {
        return object("hivePartitioningOptions");
    }

    /** The properties that a table gets that this job makes. */
    JsonObject tableProperties() {
        JsonObject properties = new JsonObject();
        for (String key : List.of("timePartitioning", "rangePartitioning", "clustering")) {
            object(key).ifPresent(value -> properties.add(key, value));
        }
        object("destinationEncryptionConfiguration")
                .ifPresent(value -> properties.add("encryptionConfiguration", value));
        object("destinationTableProperties").ifPresent(given -> {
            for (String key : List.of("friendlyName", "description", "labels", "expirationTime")) {
                if (given.has(key) && !given.get(key).isJsonNull()) {
                    properties.add(key, given.get(key));
                }
            }
        });
        return properties;
    }

    Optional<JsonObject> object(String key) {
        return json.has(key) && json.get(key).isJsonObject()
                ? Optional.of(json.getAsJsonObject(key))
                : Optional.empty();
    }

    boolean flag(String key) {
        return json.has(key) && !json.get(key).isJsonNull() && json.get(key).getAsBoolean();
    }

    String text(String key, String otherwise) {
        return json.has(key) && !json.get(key).isJsonNull() ? json.get(key).getAsString() : otherwise;
    }

    long number(String key, long otherwise) {
        return json.has(key) && !json.get(key).isJsonNull() ? json.get(key).getAsLong() : otherwise;
    }

    private List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        if (json.has(key) && json.get(key).isJsonArray()) {
            json.getAsJsonArray(key).forEach(item -> texts.add(item.getAsString()));
        }
        return texts;
    }

    private static boolean isFalseOrDefault(JsonElement value) {
        if (value.isJsonArray()) {
            return value.getAsJsonArray().isEmpty();
        }
        String text = value.isJsonPrimitive() ? value.getAsString() : "";
        return text.equals("false") || text.isEmpty() || text.equals("FILE_SET_SPEC_TYPE_FILE_SYSTEM_MATCH");
    }
}
