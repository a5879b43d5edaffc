package dev.landfall.core.ledger;

import org.jspecify.annotations.Nullable;

/**
 * One version of an object in Cloud Storage.
 *
 * @param crc32c as Cloud Storage writes it: base64 of the big-endian checksum
 */
public record LandedObject(
        String bucket,
        String name,
        long generation,
        long sizeBytes,
        @Nullable String crc32c) {
    public FileId id() {
        return FileId.of(bucket, name, generation);
    }

    public String uri() {
        return "gs://" + bucket + "/" + name;
    }
}
