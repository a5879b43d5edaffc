package dev.landfall.localcloud.storage;

import dev.landfall.localcloud.http.ApiException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * One resumable upload: the bytes that arrived so far, in order. A chunk whose connection breaks leaves whole quanta
 * of 256 KiB behind; the client asks how far it got and goes on from there. Thread-safe; one chunk at a time.
 *
 * @see <a href="https://cloud.google.com/storage/docs/performing-resumable-uploads">Resumable uploads</a>
 */
final class ResumableUpload {
    static final int QUANTUM_BYTES = 256 * 1024;

    private final String bucket;
    private final ObjectDraft draft;
    private final Preconditions preconditions;
    private final Optional<Long> announcedSize;
    private final ContentWriter content;
    private Optional<StoredObject> result = Optional.empty();
    private boolean closed;

    ResumableUpload(
            String bucket,
            ObjectDraft draft,
            Preconditions preconditions,
            Optional<Long> announcedSize,
            ContentWriter content) {
        this.bucket = bucket;
        this.draft = draft;
        this.preconditions = preconditions;
        this.announcedSize = announcedSize;
        this.content = content;
    }

    ObjectDraft draft() {
        return draft;
    }

    /** The object, once the upload is complete. */
    synchronized Optional<StoredObject> result() {
        return result;
    }

    synchronized long received() {
        return content.size();
    }

    /** Adds a chunk; what of it is already there is skipped. */
    synchronized void append(ByteRange range, boolean isLast, InputStream body) throws IOException {
        checkOpen();
        if (!isLast && range.length() % QUANTUM_BYTES != 0) {
            throw ApiException.invalid("Invalid request. The chunk of " + range.length()
                    + " bytes is not the last, so its size must be a multiple of " + QUANTUM_BYTES + " bytes.");
        }
        checkNoGapBefore(range.first());
        body.skipNBytes(Math.min(range.length(), content.size() - range.first()));
        long left = range.last() + 1 - content.size();
        while (left > 0) {
            int quantum = (int) Math.min(QUANTUM_BYTES, left);
            byte[] bytes = body.readNBytes(quantum);
            if (bytes.length < quantum) {
                throw new ApiException(503, "backendError", "The chunk ended early; ask for the status and resume.");
            }
            content.write(bytes);
            left -= quantum;
        }
    }

    /**
     * Adds everything to the end of the body, which begins at that byte of the object; what is there is skipped.
     *
     * @param length of the body, if it was announced; else only a broken connection ends it early
     */
    synchronized void appendRest(long first, Optional<Long> length, InputStream body) throws IOException {
        checkOpen();
        checkNoGapBefore(first);
        body.skipNBytes(content.size() - first);
        Optional<Long> end = length.map(bytes -> first + bytes);
        byte[] bytes = body.readNBytes(QUANTUM_BYTES);
        while (bytes.length > 0) {
            if (end.isPresent() && bytes.length < Math.min(QUANTUM_BYTES, end.get() - content.size())) {
                throw new ApiException(503, "backendError", "The chunk ended early; ask for the status and resume.");
            }
            content.write(bytes);
            bytes = body.readNBytes(QUANTUM_BYTES);
        }
        if (end.isPresent() && content.size() < end.get()) {
            throw new ApiException(503, "backendError", "The chunk ended early; ask for the status and resume.");
        }
    }

    private void checkNoGapBefore(long first) {
        if (first > content.size()) {
            throw new ApiException(
                    503,
                    "backendError",
                    "Invalid request.  According to the Content-Range header, the upload offset is " + first
                            + " byte(s), which exceeds already uploaded size of " + content.size() + " byte(s).");
        }
    }

    /** Adds everything to the end of the body, whose size the client did not say. */
    synchronized void appendAll(InputStream body) throws IOException {
        checkOpen();
        body.transferTo(content);
    }

    /**
     * Turns the bytes into the object; if they are refused, the upload is over.
     *
     * @param checked the draft with what the last request added to it
     */
    synchronized StoredObject complete(ObjectStore store, ObjectDraft checked) throws IOException {
        checkOpen();
        closed = true;
        Content finished = content.finish();
        if (announcedSize.isPresent() && announcedSize.get() != finished.size()) {
            store.discard(finished);
            throw ApiException.invalid("Invalid request. The upload was announced with " + announcedSize.get()
                    + " bytes, but " + finished.size() + " arrived.");
        }
        StoredObject object = store.create(bucket, checked, finished, preconditions);
        result = Optional.of(object);
        return object;
    }

    synchronized void cancel() throws IOException {
        if (!closed) {
            closed = true;
            content.discard();
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new ApiException(410, "gone", "The upload session is over: cancelled, refused or complete.");
        }
    }
}
