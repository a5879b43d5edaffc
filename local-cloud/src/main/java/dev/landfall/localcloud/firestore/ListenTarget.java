package dev.landfall.localcloud.firestore;

import com.google.firestore.v1.Document;
import com.google.firestore.v1.DocumentChange;
import com.google.firestore.v1.DocumentDelete;
import com.google.firestore.v1.DocumentRemove;
import com.google.firestore.v1.ListenResponse;
import com.google.firestore.v1.Target;
import com.google.protobuf.Timestamp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One thing a client listens to, and what it has been told of it. Used by one thread at a time. */
final class ListenTarget {
    private final int id;
    private final List<ResourcePath> names;
    private final Optional<QueryPlan> query;
    /** Empty for a named document that the client knows to be missing. */
    private Map<ResourcePath, Optional<Document>> told = new LinkedHashMap<>();

    private long toldMicros;

    private ListenTarget(int id, List<ResourcePath> names, Optional<QueryPlan> query) {
        this.id = id;
        this.names = names;
        this.query = query;
    }

    static ListenTarget of(int id, Target target) {
        if (target.hasQuery()) {
            QueryPlan plan = QueryPlan.of(
                    target.getQuery().getParent(), target.getQuery().getStructuredQuery());
            return new ListenTarget(id, List.of(), Optional.of(plan));
        }
        List<ResourcePath> names = target.getDocuments().getDocumentsList().stream()
                .map(ResourcePath::parseDocument)
                .toList();
        if (names.isEmpty()) {
            throw Refusal.invalid("A listen target must name documents or a query.");
        }
        return new ListenTarget(id, names, Optional.empty());
    }

    int id() {
        return id;
    }

    /** The client says that it knows the state as of that time. */
    void resumeFrom(DocumentStore store, long micros) {
        told = state(store, micros);
        toldMicros = micros;
    }

    /** What the client must be told to know the state as of that time, too. */
    List<ListenResponse> advance(DocumentStore store, long micros) {
        if (!mayHaveChanged(store)) {
            return List.of();
        }
        Map<ResourcePath, Optional<Document>> state = state(store, micros);
        Timestamp readTime = Micros.timestamp(micros);
        List<ListenResponse> news = new ArrayList<>();
        told.keySet().stream()
                .filter(name -> !state.containsKey(name))
                .forEach(name -> news.add(gone(store, name, micros)));
        state.forEach((name, document) -> {
            if (!document.equals(told.get(name))) {
                news.add(document.map(this::changed).orElseGet(() -> deleted(name, readTime)));
            }
        });
        told = state;
        toldMicros = micros;
        return news;
    }

    private boolean mayHaveChanged(DocumentStore store) {
        return toldMicros == 0
                || names.stream().anyMatch(name -> store.changedAfter(name, toldMicros))
                || (query.isPresent() && query.get().mayHaveChangedAfter(store, toldMicros));
    }

    private Map<ResourcePath, Optional<Document>> state(DocumentStore store, long micros) {
        Map<ResourcePath, Optional<Document>> state = new LinkedHashMap<>();
        names.forEach(name -> state.put(name, Optional.ofNullable(store.get(name, micros))));
        query.ifPresent(plan ->
                plan.run(store, micros).forEach(match -> state.put(match.name(), Optional.of(plan.project(match)))));
        return state;
    }

    /** No longer in the query's result: deleted, or changed so that it does not match. */
    private ListenResponse gone(DocumentStore store, ResourcePath name, long micros) {
        Timestamp readTime = Micros.timestamp(micros);
        if (store.get(name, micros) == null) {
            return deleted(name, readTime);
        }
        DocumentRemove removal = DocumentRemove.newBuilder()
                .setDocument(name.toString())
                .addRemovedTargetIds(id)
                .setReadTime(readTime)
                .build();
        return ListenResponse.newBuilder().setDocumentRemove(removal).build();
    }

    private ListenResponse deleted(ResourcePath name, Timestamp readTime) {
        DocumentDelete deletion = DocumentDelete.newBuilder()
                .setDocument(name.toString())
                .addRemovedTargetIds(id)
                .setReadTime(readTime)
                .build();
        return ListenResponse.newBuilder().setDocumentDelete(deletion).build();
    }

    private ListenResponse changed(Document document) {
        DocumentChange change = DocumentChange.newBuilder()
                .setDocument(document)
                .addTargetIds(id)
                .build();
        return ListenResponse.newBuilder().setDocumentChange(change).build();
    }
}
