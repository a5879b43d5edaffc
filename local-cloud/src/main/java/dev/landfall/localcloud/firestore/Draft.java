package dev.landfall.localcloud.firestore;

import com.google.firestore.v1.Document;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one commit will change; reads see the drafted state over the stored one. Lives under the store's lock. */
final class Draft {
    private final DocumentStore store;
    private final long commitMicros;
    private final Map<ResourcePath, Optional<Document>> changes = new LinkedHashMap<>();

    Draft(DocumentStore store, long commitMicros) {
        this.store = store;
        this.commitMicros = commitMicros;
    }

    long commitMicros() {
        return commitMicros;
    }

    @Nullable
    Document current(ResourcePath name) {
        Optional<Document> drafted = changes.get(name);
        return drafted == null ? stored(name) : drafted.orElse(null);
    }

    /** The document as it is before this commit. */
    @Nullable
    Document stored(ResourcePath name) {
        return store.get(name, commitMicros);
    }

    void put(ResourcePath name, Document document) {
        changes.put(name, Optional.of(document));
    }

    void delete(ResourcePath name) {
        changes.put(name, Optional.empty());
    }

    /** What to publish: a document, or empty for a deletion. */
    Map<ResourcePath, Optional<Document>> changes() {
        return changes;
    }
}
