package dev.landfall.localcloud.storage;

import dev.landfall.localcloud.http.ApiException;
import dev.landfall.localcloud.http.Request;
import dev.landfall.localcloud.http.Response;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The sessions of resumable uploads: start, chunks, status query, cancel. Thread-safe. */
final class ResumableApi {
    private static final int RESUME_INCOMPLETE = 308;
    private static final int CLIENT_CLOSED_REQUEST = 499;

    private final ObjectStore store;
    private final Map<String, ResumableUpload> sessions = new ConcurrentHashMap<>();

    ResumableApi(ObjectStore store) {
        this.store = store;
    }

    Response start(Request request) throws IOException {
        String bucket = request.variable("bucket");
        Preconditions preconditions = Preconditions.of(request);
        ObjectDraft draft = RequestedMetadata.draft(request.json(), request.query("name"))
                .withContentTypeIfNone(request.header("X-Upload-Content-Type"));
        ObjectDraft checked = RequestedMetadata.withHashes(draft, request);
        store.checkBeforeCreate(bucket, checked.name(), preconditions);
        Optional<Long> size = request.header("X-Upload-Content-Length").map(ResumableApi::parseSize);
        String id = UUID.randomUUID().toString();
        sessions.put(id, new ResumableUpload(bucket, checked, preconditions, size, store.newContent()));
        return Response.empty(200)
                .header("X-GUploader-UploadID", id)
                .header(
                        "Location",
                        request.origin() + "/upload/storage/v1/b/"
                                + URLEncoder.encode(bucket, StandardCharsets.UTF_8)
                                + "/o?uploadType=resumable&upload_id="
                                + id);
    }

    Response put(Request request) throws IOException {
        ResumableUpload upload = session(request);
        Optional<ContentRange> range = request.header("Content-Range").map(ContentRange::parse);
        if (upload.result().isPresent()) {
            return UploadApi.created(request, upload.result().get());
        }
        if (request.isGzipped()) {
            throw ApiException.unimplemented("gzip transport of the chunks of a resumable upload");
        }
        if (range.isEmpty()) {
            upload.appendAll(request.body());
            return complete(request, upload);
        }
        if (range.get().rest().isPresent()) {
            upload.appendRest(
                    range.get().rest().get(),
                    request.header("Content-Length").map(ResumableApi::parseSize),
                    request.body());
            return range.get().total().orElse(upload.received()) == upload.received()
                    ? complete(request, upload)
                    : incomplete(upload);
        }
        if (range.get().bytes().isPresent()) {
            upload.append(range.get().bytes().get(), range.get().isLast(), request.body());
        }
        boolean complete =
                range.get().total().filter(total -> total == upload.received()).isPresent();
        return complete ? complete(request, upload) : incomplete(upload);
    }

    Response cancel(Request request) throws IOException {
        session(request).cancel();
        return Response.empty(CLIENT_CLOSED_REQUEST);
    }

    private Response complete(Request request, ResumableUpload upload) throws IOException {
        ObjectDraft checked = RequestedMetadata.withHashes(upload.draft(), request);
        return UploadApi.created(request, upload.complete(store, checked));
    }

    private static Response incomplete(ResumableUpload upload) {
        long received = upload.received();
        Response response = Response.empty(RESUME_INCOMPLETE);
        return received == 0 ? response : response.header("Range", "bytes=0-" + (received - 1));
    }

    private ResumableUpload session(Request request) {
        String id = request.query("upload_id")
                .orElseThrow(() -> new ApiException(400, "required", "Required parameter: upload_id"));
        ResumableUpload upload = sessions.get(id);
        if (upload == null) {
            throw ApiException.notFound("No such upload session: " + id);
        }
        return upload;
    }

    private static long parseSize(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw ApiException.invalid("Invalid X-Upload-Content-Length: '" + text + "'");
        }
    }
}
