package dev.landfall.localcloud.storage;

import java.util.List;
import java.util.Optional;

/** What the other services may read of Cloud Storage: the live generation of each object. Thread-safe. */
public interface ObjectCatalog {
    boolean bucketExists(String bucket);

    Optional<StoredObject> find(String bucket, String name);

    /** Live objects whose name starts with {@code prefix}, in the UTF-8 byte order of their names. */
    List<StoredObject> list(String bucket, String prefix);
}
