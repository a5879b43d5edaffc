package dev.landfall.localcloud.storage;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.landfall.localcloud.http.ApiException;
import dev.landfall.localcloud.http.Request;
import dev.landfall.localcloud.http.Response;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Buckets over HTTP. */
final class BucketApi {
    private final ObjectStore store;
    private final String defaultLocation;

    BucketApi(ObjectStore store, String defaultLocation) {
        this.store = store;
        this.defaultLocation = defaultLocation;
    }

    Response create(Request request) throws IOException {
        requireProject(Refusals.check(request));
        JsonFields fields = new JsonFields(request.json());
        Refusals.checkBucket(fields);
        String name = fields.string("name").orElse("");
        String location = fields.string("location").orElse(defaultLocation).toUpperCase(Locale.ROOT);
        return Response.json(ResourceJson.of(store.createBucket(name, location), request.origin()));
    }

    Response get(Request request) {
        Bucket bucket = store.bucket(Refusals.check(request).variable("bucket"));
        return Response.json(ResourceJson.of(bucket, request.origin()));
    }

    Response list(Request request) {
        requireProject(Refusals.check(request));
        String prefix = request.query("prefix").orElse("");
        String after = request.query("pageToken").orElse("");
        List<Bucket> rest = store.buckets().stream()
                .filter(bucket -> bucket.name().startsWith(prefix) && bucket.name().compareTo(after) > 0)
                .toList();
        List<Bucket> page =
                rest.stream().limit(Listing.maxResults(request)).toList();
        JsonObject json = new JsonObject();
        json.addProperty("kind", "storage#buckets");
        JsonArray items = new JsonArray();
        page.forEach(bucket -> items.add(ResourceJson.of(bucket, request.origin())));
        json.add("items", items);
        if (page.size() < rest.size()) {
            json.addProperty("nextPageToken", page.get(page.size() - 1).name());
        }
        return Response.json(json);
    }

    Response delete(Request request) {
        store.deleteBucket(Refusals.check(request).variable("bucket"));
        return Response.empty(204);
    }

    /** Where the bucket lies and that it has a flat namespace: what the Hadoop connector asks first. */
    Response storageLayout(Request request) {
        Bucket bucket = store.bucket(request.variable("bucket"));
        JsonObject flat = new JsonObject();
        flat.addProperty("enabled", false);
        JsonObject json = new JsonObject();
        json.addProperty("kind", "storage#storageLayout");
        json.addProperty("bucket", bucket.name());
        json.addProperty("location", bucket.location());
        json.addProperty("locationType", ResourceJson.locationType(bucket));
        json.add("hierarchicalNamespace", flat);
        return Response.json(json);
    }

    private static void requireProject(Request request) {
        if (request.query("project").isEmpty()) {
            throw new ApiException(400, "required", "Required parameter: project");
        }
    }
}
