package dev.landfall.localcloud.firestore;

import com.google.firestore.v1.StructuredQuery;
import com.google.firestore.v1.StructuredQuery.CollectionSelector;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The collections that a query reads: those named so directly below the parent, or at any depth (a collection group).
 *
 * @param id the collections' id; empty for all
 */
record CollectionScope(ResourcePath parent, String id, boolean allDescendants) {
    static CollectionScope of(ResourcePath parent, StructuredQuery query) {
        List<CollectionSelector> from = query.getFromList();
        if (from.size() != 1) {
            throw Refusal.invalid("A query must have exactly one collection selector; this one has " + from.size());
        }
        CollectionSelector selector = from.get(0);
        if (ResourcePath.isReserved(selector.getCollectionId())) {
            throw Refusal.invalid(
                    "Collection id \"" + selector.getCollectionId() + "\" is invalid because it is reserved.");
        }
        return new CollectionScope(parent, selector.getCollectionId(), selector.getAllDescendants());
    }

    /** In the order of their documents' names only if there is but one. */
    Stream<DocumentCollection> collections(DocumentStore store) {
        if (!allDescendants && !id.isEmpty()) {
            return store.collection(parent.child(id)).stream();
        }
        return store.collectionsBelow(parent)
                .filter(entry -> covers(entry.getKey()))
                .map(Map.Entry::getValue);
    }

    boolean contains(ResourcePath collection) {
        return collection.isBelow(parent) && covers(collection);
    }

    boolean isSingleCollection() {
        return !allDescendants && !id.isEmpty();
    }

    private boolean covers(ResourcePath collection) {
        boolean depth = allDescendants
                || collection.segments().size() == parent.segments().size() + 1;
        return depth && (id.isEmpty() || collection.id().equals(id));
    }
}
