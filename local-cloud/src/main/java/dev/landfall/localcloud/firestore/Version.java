package dev.landfall.localcloud.firestore;

import com.google.firestore.v1.Document;
import org.jspecify.annotations.Nullable;

/** A document as one commit left it, linked to what it replaced. */
final class Version {
    private final long commitMicros;
    private final @Nullable Document document;
    private volatile @Nullable Version older;

    /** @param document null if the commit deleted it */
    Version(long commitMicros, @Nullable Document document, @Nullable Version older) {
        this.commitMicros = commitMicros;
        this.document = document;
        this.older = older;
    }

    long commitMicros() {
        return commitMicros;
    }

    boolean isDeletion() {
        return document == null;
    }

    /** The document as of a time, or null if there was none. */
    @Nullable
    Document at(long micros) {
        Version version = this;
        while (version != null && version.commitMicros > micros) {
            version = version.older;
        }
        return version == null ? null : version.document;
    }

    /** Nobody will ask for a time before this version any more. */
    void forgetOlder() {
        older = null;
    }
}
