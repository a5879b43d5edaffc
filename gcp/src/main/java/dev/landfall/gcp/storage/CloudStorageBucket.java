package dev.landfall.gcp.storage;

import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpResponse;
import com.google.api.client.http.HttpResponseException;
import com.google.api.services.storage.Storage;
import com.google.api.services.storage.model.StorageObject;
import dev.landfall.core.landing.LandingBucket;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One bucket of Cloud Storage, read by the generated JSON client. Thread-safe. */
public final class CloudStorageBucket implements LandingBucket {
    private static final String FIELDS = "name,generation,size,crc32c,timeCreated";
    private static final int NOT_FOUND = 404;
    /** The range begins behind the last byte: the object has no byte. */
    private static final int RANGE_NOT_SATISFIABLE = 416;

    private final Storage storage;
    private final String bucket;

    public CloudStorageBucket(Storage storage, String bucket) {
        this.storage = storage;
        this.bucket = bucket;
    }

    @Override
    public Iterator<StoredObject> list(String prefix) {
        return new Pages(token -> {
            try {
                return storage.objects()
                        .list(bucket)
                        .setPrefix(prefix)
                        .setPageToken(token)
                        .setFields("nextPageToken,items(" + FIELDS + ")")
                        .execute();
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot list gs://" + bucket + "/" + prefix, e);
            }
        });
    }

    @Override
    public Optional<StoredObject> find(String name) {
        try {
            return Optional.of(
                    object(storage.objects().get(bucket, name).setFields(FIELDS).execute()));
        } catch (HttpResponseException e) {
            if (e.getStatusCode() == NOT_FOUND) {
                return Optional.empty();
            }
            throw unreadable(name, e);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    @Override
    public Optional<byte[]> head(String name, long generation, int bytes) {
        try {
            Storage.Objects.Get get = storage.objects().get(bucket, name).setGeneration(generation);
            get.setAlt("media");
            HttpRequest request = get.buildHttpRequest();
            request.getHeaders().setRange("bytes=0-" + (bytes - 1));
            // As stored: neither the service nor the client shall unpack what has the content encoding gzip.
            request.getHeaders().setAcceptEncoding("gzip");
            request.setResponseReturnRawInputStream(true);
            HttpResponse response = request.execute();
            try (InputStream content = response.getContent()) {
                return Optional.of(content == null ? new byte[0] : content.readNBytes(bytes));
            } finally {
                response.disconnect();
            }
        } catch (HttpResponseException e) {
            return switch (e.getStatusCode()) {
                case NOT_FOUND -> Optional.empty();
                case RANGE_NOT_SATISFIABLE -> Optional.of(new byte[0]);
                default -> throw unreadable(name, e);
            };
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    private UncheckedIOException unreadable(String name, IOException e) {
        return new UncheckedIOException("Cannot read gs://" + bucket + "/" + name, e);
    }

    static StoredObject object(StorageObject object) {
        @Nullable BigInteger size = object.getSize();
        return new StoredObject(
                object.getName(),
                object.getGeneration(),
                size == null ? 0 : size.longValueExact(),
                Objects.requireNonNullElse(object.getCrc32c(), ""),
                object.getTimeCreated() == null
                        ? Instant.EPOCH
                        : Instant.ofEpochMilli(object.getTimeCreated().getValue()));
    }
}
