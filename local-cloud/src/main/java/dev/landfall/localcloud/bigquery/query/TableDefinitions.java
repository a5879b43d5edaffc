package dev.landfall.localcloud.bigquery.query;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.landfall.localcloud.bigquery.catalog.SchemaJson;
import dev.landfall.localcloud.bigquery.catalog.Table;
import dev.landfall.localcloud.bigquery.catalog.TableProperties;
import dev.landfall.localcloud.bigquery.sql.Partitioning;
import dev.landfall.localcloud.bigquery.sql.TableOptions;
import dev.landfall.localcloud.bigquery.sql.TranslatedStatement;
import dev.landfall.localcloud.http.ApiException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What DDL says of a table, as properties of the REST resource. */
final class TableDefinitions {
    private TableDefinitions() {}

    /** What a table that is made like another takes over; its key and its end are its own. */
    private static final List<String> INHERITED = List.of(
            "description",
            "friendlyName",
            "labels",
            "timePartitioning",
            "rangePartitioning",
            "clustering",
            "requirePartitionFilter",
            "tableConstraints");

    /** @param model the table that it is made like */
    static JsonObject properties(TranslatedStatement.CreateTable statement, Optional<Table> model) {
        JsonObject properties = new JsonObject();
        model.ifPresent(table -> INHERITED.stream()
                .filter(table.properties()::has)
                .forEach(key -> properties.add(key, table.properties().get(key))));
        statement.partitioning().ifPresent(partitioning -> add(properties, partitioning));
        if (!statement.clustering().isEmpty()) {
            properties.add("clustering", names("fields", statement.clustering()));
        }
        if (!statement.primaryKey().isEmpty()) {
            JsonObject constraints = new JsonObject();
            constraints.add("primaryKey", names("columns", statement.primaryKey()));
            properties.add("tableConstraints", constraints);
        }
        return withOptions(properties, statement.options());
    }

    /** The {@code externalDataConfiguration} of a CREATE EXTERNAL TABLE. */
    static JsonObject external(TranslatedStatement.CreateExternalTable statement) {
        JsonObject external = new JsonObject();
        statement.source().forEach((name, value) -> addSource(external, name, value));
        boolean declared = !statement.columns().fields().isEmpty();
        if (declared) {
            external.add("schema", SchemaJson.write(statement.columns()));
        } else {
            external.addProperty("autodetect", true);
        }
        statement.partitionColumns().ifPresent(columns -> {
            JsonObject hive = object(external, "hivePartitioningOptions");
            String prefix =
                    hive.has("sourceUriPrefix") ? hive.get("sourceUriPrefix").getAsString() : "";
            if (columns.fields().isEmpty()) {
                hive.addProperty("mode", "AUTO");
            } else {
                hive.addProperty("mode", "CUSTOM");
                hive.addProperty(
                        "sourceUriPrefix",
                        (prefix.endsWith("/") ? prefix : prefix + "/")
                                + columns.fields().stream()
                                        .map(key -> "{" + key.name() + ":" + key.type() + "}")
                                        .collect(Collectors.joining("/")));
            }
        });
        return external;
    }

    private static void addSource(JsonObject external, String option, JsonElement value) {
        switch (option) {
            case "format" -> external.addProperty("sourceFormat", format(value.getAsString()));
            case "uris" -> external.add("sourceUris", value);
            case "hive_partition_uri_prefix" ->
                object(external, "hivePartitioningOptions").add("sourceUriPrefix", value);
            case "require_hive_partition_filter" ->
                object(external, "hivePartitioningOptions").add("requirePartitionFilter", value);
            case "decimal_target_types" -> external.add("decimalTargetTypes", value);
            case "enable_list_inference" -> object(external, "parquetOptions").add("enableListInference", value);
            case "enum_as_string" -> object(external, "parquetOptions").add("enumAsString", value);
            case "enable_logical_types" -> object(external, "avroOptions").add("useAvroLogicalTypes", value);
            case "field_delimiter" -> object(external, "csvOptions").add("fieldDelimiter", value);
            case "skip_leading_rows" -> object(external, "csvOptions").add("skipLeadingRows", value);
            case "quote", "encoding" -> object(external, "csvOptions").add(option, value);
            case "null_marker" -> object(external, "csvOptions").add("nullMarker", value);
            case "allow_quoted_newlines" -> object(external, "csvOptions").add("allowQuotedNewlines", value);
            case "allow_jagged_rows" -> object(external, "csvOptions").add("allowJaggedRows", value);
            case "ignore_unknown_values" -> external.add("ignoreUnknownValues", value);
            case "max_bad_records" -> external.addProperty("maxBadRecords", value.getAsInt());
            default -> external.add(option, value);
        }
    }

    private static String format(String option) {
        String upper = option.toUpperCase(Locale.ROOT);
        return upper.equals("JSON") || upper.equals("NEWLINE_DELIMITED_JSON") ? "NEWLINE_DELIMITED_JSON" : upper;
    }

    private static JsonObject object(JsonObject json, String key) {
        if (!json.has(key)) {
            json.add(key, new JsonObject());
        }
        return json.getAsJsonObject(key);
    }

    /** The properties after SET OPTIONS or with OPTIONS. */
    static JsonObject withOptions(JsonObject properties, TableOptions options) {
        JsonObject patch = new JsonObject();
        for (TableOptions.Key key : options.named()) {
            switch (key) {
                case DESCRIPTION -> patch.add("description", value(options.description(), JsonPrimitive::new));
                case FRIENDLY_NAME -> patch.add("friendlyName", value(options.friendlyName(), JsonPrimitive::new));
                case LABELS -> patch.add("labels", labels(options));
                case EXPIRATION_TIMESTAMP ->
                    patch.add("expirationTime", value(options.expiration(), TableDefinitions::millis));
                case KMS_KEY_NAME ->
                    patch.add("encryptionConfiguration", value(options.kmsKeyName(), name -> {
                        JsonObject key1 = new JsonObject();
                        key1.addProperty("kmsKeyName", name);
                        return key1;
                    }));
                case REQUIRE_PARTITION_FILTER ->
                    patch.add("requirePartitionFilter", value(options.requirePartitionFilter(), JsonPrimitive::new));
                case PARTITION_EXPIRATION_DAYS ->
                    patch.add("timePartitioning", partitionExpiration(properties, options.partitionExpiration()));
            }
        }
        JsonObject without = properties.deepCopy();
        if (patch.has("labels")) {
            without.remove("labels"); // SET OPTIONS replaces the labels, unlike PATCH
        }
        return TableProperties.patched(without, patch);
    }

    private static void add(JsonObject properties, Partitioning partitioning) {
        JsonObject spec = new JsonObject();
        if (partitioning instanceof Partitioning.ByTime byTime) {
            spec.addProperty("type", byTime.granularity().name());
            spec.addProperty(
                    "field",
                    byTime.column().orElseThrow(() -> ApiException.unimplemented("ingestion-time partitioning")));
            properties.add("timePartitioning", spec);
        } else if (partitioning instanceof Partitioning.ByRange byRange) {
            JsonObject range = new JsonObject();
            range.addProperty("start", String.valueOf(byRange.start()));
            range.addProperty("end", String.valueOf(byRange.end()));
            range.addProperty("interval", String.valueOf(byRange.interval()));
            spec.addProperty("field", byRange.column());
            spec.add("range", range);
            properties.add("rangePartitioning", spec);
        }
    }

    private static JsonElement partitionExpiration(JsonObject properties, Optional<Duration> expiration) {
        if (!properties.has("timePartitioning")) {
            throw ApiException.invalid("partition_expiration_days is only for tables partitioned by time.");
        }
        JsonObject spec = properties.getAsJsonObject("timePartitioning").deepCopy();
        spec.remove("expirationMs");
        expiration.ifPresent(duration -> spec.addProperty("expirationMs", String.valueOf(duration.toMillis())));
        return spec;
    }

    private static JsonElement labels(TableOptions options) {
        JsonObject labels = new JsonObject();
        options.labels().forEach(labels::addProperty);
        return labels;
    }

    private static JsonElement millis(Instant instant) {
        return new JsonPrimitive(String.valueOf(instant.toEpochMilli()));
    }

    private static <T> JsonElement value(Optional<T> option, Function<T, JsonElement> json) {
        return option.isPresent() ? json.apply(option.get()) : JsonNull.INSTANCE;
    }

    private static JsonObject names(String key, List<String> names) {
        JsonArray array = new JsonArray();
        names.forEach(array::add);
        JsonObject json = new JsonObject();
        json.add(key, array);
        return json;
    }
}
