package dev.landfall.replicator.upload;

import java.io.IOException;
import java.util.Optional;

/** A bucket that objects can be added to, never changed. Safe for use by several threads. */
public interface ObjectSink {

    /**
     * Creates the object if its name is free; the server compares the checksum. Empty if the name is taken (perhaps by
     * an earlier try of this very call).
     *
     * @throws TransientUploadException when another try may succeed
     * @throws IOException when it will not
     */
    Optional<StoredObject> createIfAbsent(NewObject object) throws IOException;

    /**
     * The live object of this name.
     *
     * @throws TransientUploadException when another try may succeed
     * @throws IOException when it will not
     */
    Optional<StoredObject> find(String name) throws IOException;

    /** The bucket as people write it: {@code gs://bucket}. */
    String uri();
}
