package dev.landfall.localcloud.firestore;

import com.google.firestore.v1.Document;
import com.google.firestore.v1.ListCollectionIdsRequest;
import com.google.firestore.v1.ListCollectionIdsResponse;
import com.google.firestore.v1.ListDocumentsRequest;
import com.google.firestore.v1.ListDocumentsResponse;
import com.google.firestore.v1.StructuredQuery;
import com.google.firestore.v1.StructuredQuery.CollectionSelector;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Lists documents and collection ids, in pages. */
final class Listing {
    private static final int DEFAULT_PAGE = 300;

    private Listing() {}

    static ListDocumentsResponse documents(ListDocumentsRequest request, ReadView view) {
        if (!request.getOrderBy().isEmpty()) {
            throw Refusal.unimplemented("order_by of ListDocuments");
        }
        NavigableMap<ResourcePath, Document> found = new TreeMap<>();
        StructuredQuery query = StructuredQuery.newBuilder()
                .addFrom(CollectionSelector.newBuilder().setCollectionId(request.getCollectionId()))
                .build();
        view.run(QueryPlan.of(request.getParent(), query))
                .forEach(document -> found.put(document.name(), document.document()));
        if (request.getShowMissing()) {
            missing(request, view)
                    .forEach(name -> found.putIfAbsent(
                            name, Document.newBuilder().setName(name.toString()).build()));
        }
        UnaryOperator<Document> projection = Projection.of(request.hasMask(), request.getMask());
        Map<ResourcePath, Document> rest = request.getPageToken().isEmpty()
                ? found
                : found.tailMap(ResourcePath.parseDocument(request.getPageToken()), false);
        int size = pageSize(request.getPageSize());
        ListDocumentsResponse.Builder page = ListDocumentsResponse.newBuilder();
        rest.values().stream().limit(size).map(projection).forEach(page::addDocuments);
        if (rest.size() > size) {
            page.setNextPageToken(page.getDocuments(size - 1).getName());
        }
        return page.build();
    }

    /** Names without a document that have documents below them. */
    private static Stream<ResourcePath> missing(ListDocumentsRequest request, ReadView view) {
        ResourcePath parent = ResourcePath.parseParent(request.getParent());
        int depth = parent.segments().size() + 2;
        return view.store()
                .collectionsBelow(parent)
                .filter(entry -> entry.getKey().segments().size() > depth)
                .filter(entry -> request.getCollectionId().isEmpty()
                        || entry.getKey().segments().get(depth - 2).equals(request.getCollectionId()))
                .filter(entry -> !entry.getValue().isEmpty(view.micros()))
                .map(entry -> new ResourcePath(
                        parent.database(), entry.getKey().segments().subList(0, depth)))
                .distinct();
    }

    static ListCollectionIdsResponse collectionIds(ListCollectionIdsRequest request, ReadView view) {
        ResourcePath parent = ResourcePath.parseParent(request.getParent());
        int depth = parent.segments().size();
        List<String> ids = view.store()
                .collectionsBelow(parent)
                .filter(entry -> !entry.getValue().isEmpty(view.micros()))
                .map(entry -> entry.getKey().segments().get(depth))
                .distinct()
                .sorted(Utf8Order::compare)
                .filter(id -> request.getPageToken().isEmpty() || Utf8Order.compare(id, request.getPageToken()) > 0)
                .toList();
        int size = pageSize(request.getPageSize());
        List<String> page = ids.subList(0, Math.min(size, ids.size()));
        String next = ids.size() > size ? page.get(size - 1) : "";
        return ListCollectionIdsResponse.newBuilder()
                .addAllCollectionIds(page)
                .setNextPageToken(next)
                .build();
    }

    private static int pageSize(int requested) {
        return requested > 0 ? requested : DEFAULT_PAGE;
    }
}
