package dev.landfall.core.landing;

import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;

/** The landing bucket as it is now: live objects only. Thread-safe. */
public interface LandingBucket {
    /**
     * One live object.
     *
     * @param generation of the version that is live
     */
    record StoredObject(String name, long generation, long sizeBytes, String crc32c, Instant created) {}

    /** Live objects whose names begin with the prefix, in the order of their names, read page by page. */
    Iterator<StoredObject> list(String prefix);

    /** The live version of an object; empty if there is none. */
    Optional<StoredObject> find(String name);

    /** The first bytes of one version, fewer if it is shorter; empty if this version is gone. */
    Optional<byte[]> head(String name, long generation, int bytes);
}
