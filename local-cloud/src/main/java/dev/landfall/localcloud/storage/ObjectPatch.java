package dev.landfall.localcloud.storage;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A change of an object's metadata; what is empty stays.
 *
 * @param clearsMetadata whether all custom metadata goes first
 * @param metadata keys to set, or with an empty value to remove
 */
record ObjectPatch(
        Optional<String> contentType,
        Optional<String> contentEncoding,
        boolean clearsMetadata,
        Map<String, Optional<String>> metadata) {
    ObjectPatch {
        metadata = Map.copyOf(metadata);
    }

    StoredObject applyTo(StoredObject before, Instant now) {
        return new StoredObject(
                before.bucket(),
                before.name(),
                before.generation(),
                before.metageneration() + 1,
                before.size(),
                before.crc32c(),
                before.md5(),
                before.componentCount(),
                contentType.orElse(before.contentType()),
                contentEncoding.orElse(before.contentEncoding()),
                patched(before.metadata()),
                before.created(),
                now,
                before.content());
    }

    private Map<String, String> patched(Map<String, String> before) {
        Map<String, String> patched = new LinkedHashMap<>(clearsMetadata ? Map.of() : before);
        metadata.forEach((key, value) -> value.ifPresentOrElse(set -> patched.put(key, set), () -> patched.remove(key)));
        return patched;
    }
}
