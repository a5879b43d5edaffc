package dev.landfall.localcloud.bigquery.rest;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.landfall.localcloud.bigquery.catalog.Catalog;
import dev.landfall.localcloud.bigquery.catalog.Dataset;
import dev.landfall.localcloud.bigquery.catalog.TableProperties;
import dev.landfall.localcloud.http.ApiException;
import dev.landfall.localcloud.http.Request;
import dev.landfall.localcloud.http.Response;
import dev.landfall.localcloud.http.Router;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** {@code /projects/P/datasets}. */
final class DatasetRoutes {
    private static final List<String> KEPT = List.of(
            "friendlyName",
            "description",
            "labels",
            "access",
            "defaultTableExpirationMs",
            "defaultPartitionExpirationMs",
            "defaultEncryptionConfiguration",
            "defaultCollation",
            "isCaseInsensitive",
            "maxTimeTravelHours",
            "storageBillingModel",
            "resourceTags");
    private static final Pattern LEGAL_ID = Pattern.compile("[A-Za-z0-9_]{1,1024}");

    private final Catalog catalog;
    private final String defaultLocation;

    DatasetRoutes(Catalog catalog, String defaultLocation) {
        this.catalog = catalog;
        this.defaultLocation = defaultLocation;
    }

    void register(Router router, String prefix) {
        String all = prefix + "/projects/{project}/datasets";
        String one = all + "/{dataset}";
        router.on("POST", all, this::insert)
                .on("GET", all, this::list)
                .on("GET", one, request -> json(find(request)))
                .on("PATCH", one, request -> change(request, true))
                .on("PUT", one, request -> change(request, false))
                .on("DELETE", one, this::delete);
    }

    private Response insert(Request request) throws IOException {
        JsonObject body = request.json();
        String project = request.variable("project");
        String id = body.has("datasetReference")
                ? body.getAsJsonObject("datasetReference").get("datasetId").getAsString()
                : "";
        if (!LEGAL_ID.matcher(id).matches()) {
            throw ApiException.invalid("Invalid dataset ID \"" + id
                    + "\". Dataset IDs must be alphanumeric (plus underscores) and must be at most 1024 characters"
                    + " long.");
        }
        String location = body.has("location") && !body.get("location").isJsonNull()
                ? body.get("location").getAsString()
                : defaultLocation;
        if (!location.toUpperCase(Locale.ROOT).equals(defaultLocation.toUpperCase(Locale.ROOT))) {
            throw ApiException.unimplemented(
                    "datasets outside its one location " + defaultLocation + " (asked: " + location + ")");
        }
        return json(
                catalog.createDataset(project, id, defaultLocation, TableProperties.withoutNulls(properties(body))));
    }

    private Response list(Request request) {
        JsonObject json = new JsonObject();
        json.addProperty("kind", "bigquery#datasetList");
        Pages.add(json, "datasets", catalog.datasets(request.variable("project")), request, DatasetRoutes::summary);
        return Response.json(json);
    }

    private Response change(Request request, boolean patch) throws IOException {
        JsonObject sent = properties(request.json());
        synchronized (catalog) {
            Dataset old = find(request);
            Preconditions.checkIfMatch(request, old.etag());
            JsonObject properties =
                    patch ? TableProperties.patched(old.properties(), sent) : TableProperties.withoutNulls(sent);
            return json(catalog.replaceDataset(old.with(properties, catalog.now())));
        }
    }

    private Response delete(Request request) {
        boolean contents =
                request.query("deleteContents").map(Boolean::parseBoolean).orElse(false);
        catalog.dropDataset(request.variable("project"), request.variable("dataset"), contents);
        return Response.empty(204);
    }

    private Dataset find(Request request) {
        return catalog.requireDataset(request.variable("project"), request.variable("dataset"));
    }

    private static JsonObject properties(JsonObject body) {
        JsonObject properties = new JsonObject();
        KEPT.stream().filter(body::has).forEach(key -> properties.add(key, body.get(key)));
        return properties;
    }

    private static Response json(Dataset dataset) {
        JsonObject json = summary(dataset);
        json.addProperty("etag", dataset.etag());
        dataset.properties().entrySet().forEach(entry -> json.add(entry.getKey(), entry.getValue()));
        if (!json.has("access")) {
            json.add("access", new JsonArray());
        }
        json.addProperty("creationTime", String.valueOf(dataset.created().toEpochMilli()));
        json.addProperty("lastModifiedTime", String.valueOf(dataset.modified().toEpochMilli()));
        return Response.json(json);
    }

    private static JsonObject summary(Dataset dataset) {
        JsonObject reference = new JsonObject();
        reference.addProperty("projectId", dataset.project());
        reference.addProperty("datasetId", dataset.id());
        JsonObject json = new JsonObject();
        json.addProperty("kind", "bigquery#dataset");
        json.addProperty("id", dataset.restId());
        json.add("datasetReference", reference);
        json.addProperty("location", dataset.location());
        if (dataset.properties().has("labels")) {
            json.add("labels", dataset.properties().get("labels"));
        }
        return json;
    }
}
