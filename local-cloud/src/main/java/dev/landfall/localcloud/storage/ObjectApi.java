package dev.landfall.localcloud.storage;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.landfall.localcloud.http.ApiException;
import dev.landfall.localcloud.http.Request;
import dev.landfall.localcloud.http.Response;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Objects over HTTP, but for uploads. */
final class ObjectApi {
    private static final int MAX_COMPOSE_SOURCES = 32;

    private final ObjectStore store;

    ObjectApi(ObjectStore store) {
        this.store = store;
    }

    Response list(Request request) {
        Refusals.check(request);
        Listing.Page page = Listing.of(request).page(store.objects(request.variable("bucket")));
        JsonArray items = new JsonArray();
        page.objects().forEach(object -> items.add(ResourceJson.of(object, request.origin())));
        JsonArray prefixes = new JsonArray();
        page.prefixes().forEach(prefixes::add);
        JsonObject json = new JsonObject();
        json.addProperty("kind", "storage#objects");
        json.add("items", items);
        if (!prefixes.isEmpty()) {
            json.add("prefixes", prefixes);
        }
        page.next().ifPresent(token -> json.addProperty("nextPageToken", token));
        return Response.json(json);
    }

    Response get(Request request) throws IOException {
        StoredObject object = read(request);
        return request.query("alt").filter("media"::equals).isPresent()
                ? Media.answer(request, object)
                : Response.json(ResourceJson.of(object, request.origin())).header("ETag", ResourceJson.etag(object));
    }

    Response download(Request request) throws IOException {
        return Media.answer(request, read(request));
    }

    Response delete(Request request) {
        Refusals.check(request);
        store.delete(
                request.variable("bucket"),
                request.variable("object"),
                request.queryLong("generation"),
                Preconditions.of(request));
        return Response.empty(204);
    }

    Response patch(Request request) throws IOException {
        Refusals.check(request);
        StoredObject patched = store.patch(
                request.variable("bucket"),
                request.variable("object"),
                request.queryLong("generation"),
                RequestedMetadata.patch(request.json()),
                Preconditions.of(request));
        return Response.json(ResourceJson.of(patched, request.origin()));
    }

    Response compose(Request request) throws IOException {
        Refusals.check(request);
        JsonFields body = new JsonFields(request.json());
        if (!body.saysNothing("deleteSourceObjects")) {
            throw ApiException.unimplemented("'deleteSourceObjects' of compose");
        }
        List<ComposeSource> sources = body.objects("sourceObjects").stream()
                .map(ObjectApi::composeSource)
                .toList();
        if (sources.isEmpty() || sources.size() > MAX_COMPOSE_SOURCES) {
            throw ApiException.invalid("The number of source components provided (" + sources.size()
                    + ") must be between 1 and " + MAX_COMPOSE_SOURCES + ".");
        }
        JsonObject destination =
                body.object("destination").map(JsonFields::json).orElseGet(JsonObject::new);
        ObjectDraft draft = RequestedMetadata.draft(destination, Optional.of(request.variable("object")));
        StoredObject composed =
                store.compose(request.variable("bucket"), draft, sources, Preconditions.of(request));
        return Response.json(ResourceJson.of(composed, request.origin()));
    }

    Response copy(Request request) throws IOException {
        return Response.json(ResourceJson.of(copied(request), request.origin()));
    }

    /** Copies in one go, however large: within one storage class and location the service does so too. */
    Response rewrite(Request request) throws IOException {
        if (request.query("rewriteToken").isPresent()) {
            throw ApiException.invalid("Invalid rewriteToken: every rewrite here is done in its first call.");
        }
        StoredObject copy = copied(request);
        JsonObject json = new JsonObject();
        json.addProperty("kind", "storage#rewriteResponse");
        json.addProperty("totalBytesRewritten", Long.toString(copy.size()));
        json.addProperty("objectSize", Long.toString(copy.size()));
        json.addProperty("done", true);
        json.add("resource", ResourceJson.of(copy, request.origin()));
        return Response.json(json);
    }

    Response move(Request request) {
        Refusals.check(request);
        StoredObject moved = store.move(
                request.variable("bucket"),
                request.variable("object"),
                Preconditions.ofSource(request),
                request.variable("destination"),
                Preconditions.of(request));
        return Response.json(ResourceJson.of(moved, request.origin()));
    }

    private StoredObject read(Request request) {
        Refusals.check(request);
        StoredObject object = store.get(
                request.variable("bucket"), request.variable("object"), request.queryLong("generation"));
        Preconditions.of(request).checkBeforeRead(object);
        return object;
    }

    private StoredObject copied(Request request) throws IOException {
        Refusals.check(request);
        ObjectSource source = new ObjectSource(
                request.variable("bucket"),
                request.variable("object"),
                request.queryLong("sourceGeneration"),
                Preconditions.ofSource(request));
        String name = request.variable("destination");
        JsonObject body = request.json();
        Optional<ObjectDraft> override =
                body.isEmpty() ? Optional.empty() : Optional.of(RequestedMetadata.draft(body, Optional.of(name)));
        ObjectName.check(name);
        return store.copy(
                source, request.variable("destinationBucket"), name, override, Preconditions.of(request));
    }

    private static ComposeSource composeSource(JsonFields source) {
        Preconditions conditions = source.object("objectPreconditions")
                .flatMap(fields -> fields.number("ifGenerationMatch"))
                .map(Preconditions::generation)
                .orElse(Preconditions.NONE);
        return new ComposeSource(source.string("name").orElse(""), source.number("generation"), conditions);
    }
}
