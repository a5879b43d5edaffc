package dev.landfall.localcloud.storage;

import java.util.Optional;

/** The object that a copy reads, and the conditions on it. */
record ObjectSource(String bucket, String name, Optional<Long> generation, Preconditions preconditions) {
    StoredObject resolve(ObjectStore store) {
        StoredObject object = store.get(bucket, name, generation);
        preconditions.checkBeforeWrite(Optional.of(object));
        return object;
    }
}
