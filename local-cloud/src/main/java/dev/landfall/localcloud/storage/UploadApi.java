package dev.landfall.localcloud.storage;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.landfall.localcloud.http.ApiException;
import dev.landfall.localcloud.http.Request;
import dev.landfall.localcloud.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Uploads in one request: {@code uploadType=media} and {@code uploadType=multipart}; the rest goes to the sessions. */
final class UploadApi {
    private final ObjectStore store;
    private final ResumableApi resumable;

    UploadApi(ObjectStore store, ResumableApi resumable) {
        this.store = store;
        this.resumable = resumable;
    }

    Response upload(Request request) throws IOException {
        Refusals.check(request);
        String type = request.query("uploadType").orElse("media");
        return switch (type) {
            case "media" -> media(request);
            case "multipart" -> multipart(request);
            case "resumable" -> resumable.start(request);
            default -> throw ApiException.invalid("Invalid value for uploadType: '" + type + "'");
        };
    }

    private Response media(Request request) throws IOException {
        ObjectDraft draft = RequestedMetadata.draft(new JsonObject(), request.query("name"))
                .withContentTypeIfNone(request.header("Content-Type"))
                .withContentEncoding(request.query("contentEncoding").orElse(""));
        Optional<Long> length = request.isGzipped()
                ? Optional.empty()
                : request.header("Content-Length").map(Long::parseLong);
        return store(request, draft, request.body(), length);
    }

    private Response multipart(Request request) throws IOException {
        MultipartReader parts = new MultipartReader(
                request.body(), request.header("Content-Type").orElse(""));
        InputStream metadata = nextPart(parts, "metadata").body();
        JsonObject resource = JsonParser.parseString(new String(metadata.readAllBytes(), StandardCharsets.UTF_8))
                .getAsJsonObject();
        MultipartReader.Part media = nextPart(parts, "media");
        String transfer = media.header("Content-Transfer-Encoding").orElse("binary");
        if (!transfer.equalsIgnoreCase("binary")) {
            throw ApiException.unimplemented("the Content-Transfer-Encoding '" + transfer + "' of an upload");
        }
        ObjectDraft draft = RequestedMetadata.draft(resource, request.query("name"))
                .withContentTypeIfNone(media.header("Content-Type"));
        return store(request, draft, media.body(), Optional.empty());
    }

    private Response store(Request request, ObjectDraft draft, InputStream body, Optional<Long> length)
            throws IOException {
        String bucket = request.variable("bucket");
        Preconditions preconditions = Preconditions.of(request);
        ObjectDraft checked = RequestedMetadata.withHashes(draft, request);
        store.checkBeforeCreate(bucket, checked.name(), preconditions);
        Content content = receive(body, length);
        return created(request, store.create(bucket, checked, content, preconditions));
    }

    private Content receive(InputStream body, Optional<Long> length) throws IOException {
        ContentWriter writer = store.newContent();
        boolean complete = false;
        try {
            body.transferTo(writer);
            complete = length.isEmpty() || length.get() == writer.size();
        } finally {
            if (!complete) {
                writer.discard();
            }
        }
        if (!complete) {
            throw ApiException.invalid("The body ended before its announced length.");
        }
        return writer.finish();
    }

    static Response created(Request request, StoredObject object) {
        return Response.json(ResourceJson.of(object, request.origin()))
                .header("ETag", ResourceJson.etag(object))
                .header("x-goog-hash", ResourceJson.hashes(object))
                .header("x-goog-stored-content-length", Long.toString(object.size()));
    }

    private static MultipartReader.Part nextPart(MultipartReader parts, String what) throws IOException {
        return parts.next().orElseThrow(() -> ApiException.invalid("The multipart upload has no " + what + " part."));
    }
}
