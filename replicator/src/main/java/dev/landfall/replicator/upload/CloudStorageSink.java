package dev.landfall.replicator.upload;

import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.StorageException;
import dev.landfall.replicator.checksum.Crc32c;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A Cloud Storage bucket. A small object is one request, a larger one a resumable upload; both carry
 * {@code ifGenerationMatch=0}, and state their CRC32C so that the service refuses bytes that changed on the way.
 */
public final class CloudStorageSink implements ObjectSink {
    private static final int PRECONDITION_FAILED = 412;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int FIRST_SERVER_ERROR = 500;
    /** What the client reports when there was no HTTP answer at all. */
    private static final Set<Integer> NO_ANSWER = Set.of(0, -1);

    /** Of an upload within a bandwidth, which holds this much in memory; one without streams from the file. */
    private static final int CHUNK_BYTES = 2 * 1024 * 1024;
    /** Up to here a lost request is cheaper to repeat than every upload to announce. */
    private static final int ONE_REQUEST_BYTES = 1024 * 1024;

    private final Storage storage;
    private final String bucket;
    private final @Nullable Bandwidth bandwidth;

    public CloudStorageSink(Storage storage, String bucket) {
        this(storage, bucket, null);
    }

    /** @param bandwidth that all uploads share; null for all there is */
    public CloudStorageSink(Storage storage, String bucket, @Nullable Bandwidth bandwidth) {
        this.storage = storage;
        this.bucket = bucket;
        this.bandwidth = bandwidth;
    }

    @Override
    public Optional<StoredObject> createIfAbsent(NewObject object) throws IOException {
        BlobInfo info = BlobInfo.newBuilder(BlobId.of(bucket, object.name()))
                .setContentType(object.contentType())
                .setCrc32c(object.crc32c().base64())
                .setMetadata(new HashMap<>(object.metadata()))
                .build();
        try {
            return Optional.of(described(create(info, object)));
        } catch (StorageException e) {
            if (e.getCode() == PRECONDITION_FAILED) {
                return Optional.empty();
            }
            throw translated("upload", object.name(), e);
        }
    }

    private Blob create(BlobInfo info, NewObject object) throws IOException {
        Path content = object.content();
        Storage.BlobWriteOption[] options = {
            Storage.BlobWriteOption.doesNotExist(), Storage.BlobWriteOption.crc32cMatch()
        };
        Bandwidth limit = bandwidth;
        if (object.size() <= ONE_REQUEST_BYTES) {
            byte[] bytes = read(object);
            if (limit != null) {
                limit.spend(bytes.length);
            }
            // The client states the checksums of the bytes itself.
            return storage.create(info, bytes, Storage.BlobTargetOption.doesNotExist());
        }
        if (limit == null) {
            return storage.createFrom(info, content, CHUNK_BYTES, options);
        }
        try (InputStream input = limit.limit(Files.newInputStream(content))) {
            return storage.createFrom(info, input, CHUNK_BYTES, options);
        }
    }

    private static byte[] read(NewObject object) throws IOException {
        byte[] bytes = Files.readAllBytes(object.content());
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        if (bytes.length != object.size()
                || (int) checksum.getValue() != object.crc32c().value()) {
            throw new IOException(object.content() + " is not what was written there: " + bytes.length + " bytes");
        }
        return bytes;
    }

    @Override
    public Optional<StoredObject> find(String name) throws IOException {
        try {
            Blob blob = storage.get(BlobId.of(bucket, name));
            return blob == null ? Optional.empty() : Optional.of(described(blob));
        } catch (StorageException e) {
            throw translated("look up", name, e);
        }
    }

    @Override
    public String uri() {
        return "gs://" + bucket;
    }

    private static StoredObject described(Blob blob) {
        Map<String, String> metadata = new HashMap<>();
        Map<String, @Nullable String> given = blob.getMetadata();
        if (given != null) {
            given.forEach((key, value) -> {
                if (value != null) {
                    metadata.put(key, value);
                }
            });
        }
        return new StoredObject(
                blob.getName(), blob.getGeneration(), blob.getSize(), Crc32c.ofBase64(blob.getCrc32c()), metadata);
    }

    private IOException translated(String action, String name, StorageException cause) {
        String message = "Could not " + action + " " + uri() + "/" + name + ": " + cause.getMessage();
        int code = cause.getCode();
        boolean mayPass = NO_ANSWER.contains(code)
                || code == REQUEST_TIMEOUT
                || code == TOO_MANY_REQUESTS
                || code >= FIRST_SERVER_ERROR;
        return mayPass ? new TransientUploadException(message, cause) : new IOException(message, cause);
    }
}
