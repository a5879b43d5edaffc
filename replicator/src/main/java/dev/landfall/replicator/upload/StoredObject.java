package dev.landfall.replicator.upload;

import dev.landfall.replicator.checksum.Crc32c;
import java.util.Map;

/** An object as the bucket describes it. */
public record StoredObject(String name, long generation, long size, Crc32c crc32c, Map<String, String> metadata) {

    public StoredObject {
        metadata = Map.copyOf(metadata);
    }

    boolean holds(NewObject object) {
        return size == object.size() && crc32c.equals(object.crc32c());
    }
}
