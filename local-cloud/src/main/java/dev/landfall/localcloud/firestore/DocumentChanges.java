package dev.landfall.localcloud.firestore;

import com.google.firestore.v1.BatchGetDocumentsResponse;
import com.google.firestore.v1.Document;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The documents as a journal keeps them: each commit is a sequence of delimited messages, each a document found or the
 * name of one now missing.
 */
final class DocumentChanges {
    private final Map<String, Document> documents = new LinkedHashMap<>();

    static byte[] encode(Map<ResourcePath, Optional<Document>> changes) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        changes.forEach((name, document) -> write(
                document.map(found -> BatchGetDocumentsResponse.newBuilder().setFound(found))
                        .orElseGet(() -> BatchGetDocumentsResponse.newBuilder().setMissing(name.toString()))
                        .build(),
                bytes));
        return bytes.toByteArray();
    }

    /** Repeats one commit. */
    void replay(byte[] commit) {
        ByteArrayInputStream in = new ByteArrayInputStream(commit);
        try {
            BatchGetDocumentsResponse change = BatchGetDocumentsResponse.parseDelimitedFrom(in);
            while (change != null) {
                if (change.hasFound()) {
                    documents.put(change.getFound().getName(), change.getFound());
                } else {
                    documents.remove(change.getMissing());
                }
                change = BatchGetDocumentsResponse.parseDelimitedFrom(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The journal of Firestore holds something else than documents", e);
        }
    }

    /** The state after all that was replayed, one document a change. */
    void writeTo(Consumer<byte[]> changes) {
        for (Document document : documents.values()) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            write(BatchGetDocumentsResponse.newBuilder().setFound(document).build(), bytes);
            changes.accept(bytes.toByteArray());
        }
    }

    Iterable<Document> documents() {
        return documents.values();
    }

    private static void write(BatchGetDocumentsResponse change, ByteArrayOutputStream bytes) {
        try {
            change.writeDelimitedTo(bytes);
        } catch (IOException e) {
            throw new IllegalStateException("Memory takes everything", e);
        }
    }
}
