package dev.landfall.localcloud.bigquery.quota;

import com.google.gson.JsonObject;
import dev.landfall.localcloud.bigquery.schema.TableName;
import java.util.Optional;

/** The tables that queries write their results to. */
final class Destinations {
    private Destinations() {}

    static Optional<TableName> ofQuery(String project, JsonObject configuration) {
        if (!configuration.has("query") || !configuration.get("query").isJsonObject()) {
            return Optional.empty();
        }
        JsonObject query = configuration.getAsJsonObject("query");
        if (!query.has("destinationTable") || !query.get("destinationTable").isJsonObject()) {
            return Optional.empty();
        }
        JsonObject table = query.getAsJsonObject("destinationTable");
        return Optional.of(new TableName(
                table.has("projectId") ? table.get("projectId").getAsString() : project,
                table.get("datasetId").getAsString(),
                table.get("tableId").getAsString()));
    }
}
