package dev.landfall.localcloud.firestore;

import com.google.firestore.v1.Document;
import com.google.protobuf.Timestamp;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a transaction has seen. Thread-safe. */
final class ReadSet {
    private record Seen(ResourcePath name, Timestamp updateTime) {}

    // Both are guarded by this.
    private final Set<ResourcePath> documents = new HashSet<>();
    private final List<QueryPlan> queries = new ArrayList<>();

    synchronized void addDocument(ResourcePath name) {
        documents.add(name);
    }

    synchronized void addQuery(QueryPlan query) {
        queries.add(query);
    }

    /** Whether reading all of it again now would show what it showed as of the snapshot. */
    synchronized boolean stillHold(DocumentStore store, long snapshotMicros) {
        return documents.stream().noneMatch(name -> store.changedAfter(name, snapshotMicros))
                && queries.stream().allMatch(query -> stillHolds(query, store, snapshotMicros));
    }

    private static boolean stillHolds(QueryPlan query, DocumentStore store, long snapshotMicros) {
        return !query.mayHaveChangedAfter(store, snapshotMicros)
                || rows(query, store, Long.MAX_VALUE).equals(rows(query, store, snapshotMicros));
    }

    private static List<Seen> rows(QueryPlan query, DocumentStore store, long atMicros) {
        return query.run(store, atMicros).stream()
                .map(row -> new Seen(row.name(), row.document().getUpdateTime()))
                .toList();
    }

    /** Whether the draft would change a document that was read, or one that matches a query, before or after. */
    synchronized boolean isTouchedBy(Draft draft) {
        return draft.changes().entrySet().stream()
                .anyMatch(change -> documents.contains(change.getKey())
                        || isMatched(change.getKey(), draft.stored(change.getKey()))
                        || isMatched(change.getKey(), change.getValue().orElse(null)));
    }

    private boolean isMatched(ResourcePath name, @Nullable Document document) {
        return document != null
                && queries.stream().anyMatch(query -> query.matches(new StoredDocument(name, document)));
    }
}
