package dev.landfall.localcloud.storage;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/**
 * One generation of an object.
 *
 * @param crc32c base64 of the big-endian checksum, as the JSON API writes it
 * @param md5 base64, or empty for a composed object
 * @param componentCount 0, or the number of components of a composed object
 * @param content the bytes on the local disk; never written again
 */
public record StoredObject(
        String bucket,
        String name,
        long generation,
        long metageneration,
        long size,
        String crc32c,
        String md5,
        int componentCount,
        String contentType,
        String contentEncoding,
        Map<String, String> metadata,
        Instant created,
        Instant updated,
        Path content) {
    public StoredObject {
        metadata = Map.copyOf(metadata);
    }
}
