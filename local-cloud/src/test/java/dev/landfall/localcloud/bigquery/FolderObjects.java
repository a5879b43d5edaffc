package dev.landfall.localcloud.bigquery;

import dev.landfall.localcloud.storage.ObjectCatalog;
import dev.landfall.localcloud.storage.StoredObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Objects of one bucket, as files of one folder. */
final class FolderObjects implements ObjectCatalog {
    static final String BUCKET = "landing";

    private final Path folder;
    private final TreeMap<String, StoredObject> objects = new TreeMap<>();

    FolderObjects(Path folder) {
        this.folder = folder;
    }

    /** Writes an object and returns its URI. */
    synchronized String put(String name, byte[] content) {
        try {
            return put(name, Files.write(folder.resolve("object-" + objects.size()), content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes a file as an object and returns its URI. */
    synchronized String put(String name, Path file) {
        try {
            objects.put(
                    name,
                    new StoredObject(
                            BUCKET,
                            name,
                            1,
                            1,
                            Files.size(file),
                            "",
                            "",
                            0,
                            "application/octet-stream",
                            "",
                            Map.of(),
                            Instant.EPOCH,
                            Instant.EPOCH,
                            file));
            return "gs://" + BUCKET + "/" + name;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String put(String name, String content) {
        return put(name, content.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean bucketExists(String bucket) {
        return bucket.equals(BUCKET);
    }

    @Override
    public synchronized Optional<StoredObject> find(String bucket, String name) {
        return bucketExists(bucket) ? Optional.ofNullable(objects.get(name)) : Optional.empty();
    }

    @Override
    public synchronized List<StoredObject> list(String bucket, String prefix) {
        return objects.values().stream()
                .filter(object -> bucketExists(bucket) && object.name().startsWith(prefix))
                .toList();
    }
}
