package dev.landfall.localcloud.storage;

import java.util.Optional;

/** One of the objects that a compose concatenates, and the conditions on it. */
record ComposeSource(String name, Optional<Long> generation, Preconditions preconditions) {
    StoredObject resolve(BucketObjects objects) {
        StoredObject object = objects.get(name, generation);
        preconditions.checkBeforeWrite(Optional.of(object));
        return object;
    }
}
