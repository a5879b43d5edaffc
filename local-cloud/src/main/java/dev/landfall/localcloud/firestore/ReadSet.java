package dev.landfall.localcloud.firestore;

import com.google.protobuf.Timestamp;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a transaction has seen. Thread-safe. */
final class ReadSet {
    private record Seen(ResourcePath name, Timestamp updateTime) {}

    private record SeenResult(QueryPlan query, List<Seen> rows) {
        static List<Seen> rowsOf(List<StoredDocument> result) {
            return result.stream()
                    .map(row -> new Seen(row.name(), row.document().getUpdateTime()))
                    .toList();
        }

        boolean stillHolds(DocumentStore store, long snapshotMicros) {
            return !query.mayHaveChangedAfter(store, snapshotMicros)
                    || rowsOf(query.run(store, Long.MAX_VALUE)).equals(rows);
        }
    }

    // Both are guarded by this.
    private final Set<ResourcePath> documents = new HashSet<>();
    private final List<SeenResult> results = new ArrayList<>();

    synchronized void addDocument(ResourcePath name) {
        documents.add(name);
    }

    synchronized void addQuery(QueryPlan query, List<StoredDocument> result) {
        results.add(new SeenResult(query, SeenResult.rowsOf(result)));
    }

    /** Whether reading all of it again now would show what it showed as of the snapshot. */
    synchronized boolean stillHold(DocumentStore store, long snapshotMicros) {
        return documents.stream().noneMatch(name -> store.changedAfter(name, snapshotMicros))
                && results.stream().allMatch(result -> result.stillHolds(store, snapshotMicros));
    }
}
