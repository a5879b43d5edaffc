package dev.landfall.localcloud.firestore;

import com.google.firestore.v1.Cursor;
import com.google.firestore.v1.Document;
import com.google.firestore.v1.StructuredQuery;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A structured query, checked once; it can then be run against any past or present state. Immutable. */
final class QueryPlan {
    private final CollectionScope scope;
    private final Condition condition;
    private final SortOrder order;
    private final StructuredQuery query;
    private final UnaryOperator<Document> projection;

    private QueryPlan(CollectionScope scope, Condition condition, SortOrder order, StructuredQuery query) {
        this.scope = scope;
        this.condition = condition;
        this.order = order;
        this.query = query;
        this.projection = Projection.of(query);
    }

    /** @param parent the document or database root below which the query looks */
    static QueryPlan of(String parent, StructuredQuery query) {
        if (query.hasFindNearest()) {
            throw Refusal.unimplemented("vector search (find_nearest)");
        }
        if (query.getOffset() < 0 || query.getLimit().getValue() < 0) {
            throw Refusal.invalid("Offset and limit of a query must not be negative.");
        }
        Condition condition = query.hasWhere() ? Condition.of(query.getWhere()) : Condition.ALWAYS;
        SortOrder order = SortOrder.of(query, condition.inequalities());
        order.check(query.getStartAt());
        order.check(query.getEndAt());
        return new QueryPlan(CollectionScope.of(ResourcePath.parseParent(parent), query), condition, order, query);
    }

    /** The matching documents, whole, in order, after cursors, offset and limit. */
    List<StoredDocument> run(DocumentStore store, long atMicros) {
        Stream<StoredDocument> matches = scope.collections(store)
                .flatMap(collection -> collection.documents(atMicros))
                .filter(this::accepts);
        boolean sorted = order.isByName() && scope.isSingleCollection();
        Stream<StoredDocument> ordered = sorted ? matches : matches.sorted(order);
        Stream<StoredDocument> tail = ordered.skip(query.getOffset());
        return (query.hasLimit() ? tail.limit(query.getLimit().getValue()) : tail).toList();
    }

    /** Whether the document, as it is given, counts for this query; its limit and offset aside. */
    boolean matches(StoredDocument document) {
        return scope.contains(document.name().parent()) && accepts(document);
    }

    private boolean accepts(StoredDocument document) {
        return condition.test().test(document) && order.covers(document) && isWithinCursors(document);
    }

    /** Leaves out the fields that the query does not select. */
    Document project(StoredDocument match) {
        return projection.apply(match.document());
    }

    /** False only if nothing that this query reads was written after that time. */
    boolean mayHaveChangedAfter(DocumentStore store, long micros) {
        return scope.collections(store).anyMatch(collection -> collection.changedAfter(micros));
    }

    private boolean isWithinCursors(StoredDocument document) {
        Cursor start = query.getStartAt();
        Cursor end = query.getEndAt();
        return (!query.hasStartAt() || order.isAtOrAfter(document, start))
                && (!query.hasEndAt() || order.isBefore(document, end));
    }
}
