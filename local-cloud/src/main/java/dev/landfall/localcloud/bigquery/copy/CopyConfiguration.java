package dev.landfall.localcloud.bigquery.copy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.landfall.localcloud.bigquery.catalog.PartitionDecorator;
import dev.landfall.localcloud.bigquery.schema.TableName;
import dev.landfall.localcloud.http.ApiException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code JobConfigurationTableCopy}, read once. */
record CopyConfiguration(
        List<Place> sources,
        Place destination,
        String writeDisposition,
        boolean createsIfNeeded,
        Optional<JsonObject> encryption) {
    private static final int MOST_SOURCES = 1_200;
    private static final Set<String> DISPOSITIONS = Set.of("WRITE_EMPTY", "WRITE_APPEND", "WRITE_TRUNCATE");

    /** A table, or one partition of it. */
    record Place(TableName table, Optional<String> partition) {
        @Override
        public String toString() {
            return table.restId() + partition.map(id -> "$" + id).orElse("");
        }
    }

    static CopyConfiguration parse(String project, JsonObject json) {
        String operation = text(json, "operationType", "COPY");
        if (!operation.equals("COPY") && !operation.equals("OPERATION_TYPE_UNSPECIFIED")) {
            throw ApiException.unimplemented("copy jobs of operation type " + operation);
        }
        String disposition = text(json, "writeDisposition", "WRITE_EMPTY");
        if (!DISPOSITIONS.contains(disposition)) {
            throw ApiException.invalid("Invalid writeDisposition of a copy job: " + disposition);
        }
        if (!json.has("destinationTable")) {
            throw ApiException.invalid("Required parameter is missing: destinationTable");
        }
        return new CopyConfiguration(
                sources(project, json),
                place(project, json.getAsJsonObject("destinationTable")),
                disposition,
                !text(json, "createDisposition", "CREATE_IF_NEEDED").equals("CREATE_NEVER"),
                json.has("destinationEncryptionConfiguration")
                        ? Optional.of(json.getAsJsonObject("destinationEncryptionConfiguration"))
                        : Optional.empty());
    }

    private static List<Place> sources(String project, JsonObject json) {
        List<Place> sources = new ArrayList<>();
        if (json.has("sourceTables")) {
            for (JsonElement source : json.getAsJsonArray("sourceTables")) {
                sources.add(place(project, source.getAsJsonObject()));
            }
        } else if (json.has("sourceTable")) {
            sources.add(place(project, json.getAsJsonObject("sourceTable")));
        }
        if (sources.isEmpty() || sources.size() > MOST_SOURCES) {
            throw ApiException.invalid(
                    "A copy job needs 1 to " + MOST_SOURCES + " source tables, not " + sources.size());
        }
        return List.copyOf(sources);
    }

    private static Place place(String project, JsonObject table) {
        PartitionDecorator decorated =
                PartitionDecorator.parse(table.get("tableId").getAsString());
        return new Place(
                new TableName(
                        text(table, "projectId", project),
                        table.get("datasetId").getAsString(),
                        decorated.table()),
                decorated.partition());
    }

    private static String text(JsonObject json, String key, String otherwise) {
        return json.has(key) && !json.get(key).isJsonNull() ? json.get(key).getAsString() : otherwise;
    }
}
