package dev.landfall.replicator.upload;

import dev.landfall.replicator.checksum.Crc32c;
import java.nio.file.Path;
import java.util.Map;

/**
 * An object to create.
 *
 * @param name within the bucket
 * @param content local file with exactly {@code size} bytes of checksum {@code crc32c}
 * @param metadata custom metadata of the object
 */
public record NewObject(
        String name, Path content, long size, Crc32c crc32c, String contentType, Map<String, String> metadata) {

    public NewObject {
        metadata = Map.copyOf(metadata);
    }

    /** The same content under another name. */
    public NewObject named(String other) {
        return new NewObject(other, content, size, crc32c, contentType, metadata);
    }
}
