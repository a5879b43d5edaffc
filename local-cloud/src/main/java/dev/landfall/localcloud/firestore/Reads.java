package dev.landfall.localcloud.firestore;

import com.google.firestore.v1.BatchGetDocumentsRequest;
import com.google.firestore.v1.BatchGetDocumentsResponse;
import com.google.firestore.v1.Document;
import com.google.firestore.v1.GetDocumentRequest;
import com.google.firestore.v1.ListCollectionIdsRequest;
import com.google.firestore.v1.ListCollectionIdsResponse;
import com.google.firestore.v1.ListDocumentsRequest;
import com.google.firestore.v1.ListDocumentsResponse;
import com.google.firestore.v1.RunAggregationQueryRequest;
import com.google.firestore.v1.RunAggregationQueryResponse;
import com.google.firestore.v1.RunQueryRequest;
import com.google.firestore.v1.RunQueryResponse;
import com.google.firestore.v1.StructuredAggregationQuery;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The reading calls: each opens the view that its request asks for and answers from it. */
final class Reads {
    private final Sessions sessions;

    Reads(Sessions sessions) {
        this.sessions = sessions;
    }

    void batchGet(BatchGetDocumentsRequest request, Consumer<BatchGetDocumentsResponse> sink) {
        ReadView view = switch (request.getConsistencySelectorCase()) {
            case TRANSACTION -> sessions.inTransaction(request.getTransaction());
            case NEW_TRANSACTION -> sessions.inNewTransaction(request.getNewTransaction());
            case READ_TIME -> sessions.past(request.getReadTime());
            case CONSISTENCYSELECTOR_NOT_SET -> sessions.now();
        };
        if (!view.begunTransaction().isEmpty()) {
            sink.accept(BatchGetDocumentsResponse.newBuilder()
                    .setTransaction(view.begunTransaction())
                    .setReadTime(view.readTime())
                    .build());
        }
        UnaryOperator<Document> projection = Projection.of(request.hasMask(), request.getMask());
        for (String name : new LinkedHashSet<>(request.getDocumentsList())) {
            Document found = view.get(ResourcePath.parseDocument(name));
            BatchGetDocumentsResponse.Builder response =
                    BatchGetDocumentsResponse.newBuilder().setReadTime(view.readTime());
            sink.accept(
                    (found == null ? response.setMissing(name) : response.setFound(projection.apply(found))).build());
        }
    }

    void query(RunQueryRequest request, Consumer<RunQueryResponse> sink) {
        if (request.hasExplainOptions()) {
            throw Refusal.unimplemented("explain_options of RunQuery");
        }
        QueryPlan plan = QueryPlan.of(request.getParent(), request.getStructuredQuery());
        ReadView view = switch (request.getConsistencySelectorCase()) {
            case TRANSACTION -> sessions.inTransaction(request.getTransaction());
            case NEW_TRANSACTION -> sessions.inNewTransaction(request.getNewTransaction());
            case READ_TIME -> sessions.past(request.getReadTime());
            case CONSISTENCYSELECTOR_NOT_SET -> sessions.now();
        };
        List<StoredDocument> matches = view.run(plan);
        if (matches.isEmpty() || !view.begunTransaction().isEmpty()) {
            sink.accept(RunQueryResponse.newBuilder()
                    .setTransaction(view.begunTransaction())
                    .setReadTime(view.readTime())
                    .build());
        }
        matches.forEach(match -> sink.accept(RunQueryResponse.newBuilder()
                .setDocument(plan.project(match))
                .setReadTime(view.readTime())
                .build()));
    }

    RunAggregationQueryResponse aggregate(RunAggregationQueryRequest request) {
        if (request.hasExplainOptions()) {
            throw Refusal.unimplemented("explain_options of RunAggregationQuery");
        }
        StructuredAggregationQuery query = request.getStructuredAggregationQuery();
        QueryPlan plan = QueryPlan.of(request.getParent(), query.getStructuredQuery());
        ReadView view = switch (request.getConsistencySelectorCase()) {
            case TRANSACTION -> sessions.inTransaction(request.getTransaction());
            case NEW_TRANSACTION -> sessions.inNewTransaction(request.getNewTransaction());
            case READ_TIME -> sessions.past(request.getReadTime());
            case CONSISTENCYSELECTOR_NOT_SET -> sessions.now();
        };
        return RunAggregationQueryResponse.newBuilder()
                .setResult(Aggregations.run(query, view.run(plan)))
                .setTransaction(view.begunTransaction())
                .setReadTime(view.readTime())
                .build();
    }

    Document get(GetDocumentRequest request) {
        ReadView view = switch (request.getConsistencySelectorCase()) {
            case TRANSACTION -> sessions.inTransaction(request.getTransaction());
            case READ_TIME -> sessions.past(request.getReadTime());
            case CONSISTENCYSELECTOR_NOT_SET -> sessions.now();
        };
        Document found = view.get(ResourcePath.parseDocument(request.getName()));
        if (found == null) {
            throw Refusal.notFound("Document \"" + request.getName() + "\" not found.");
        }
        return Projection.of(request.hasMask(), request.getMask()).apply(found);
    }

    ListDocumentsResponse listDocuments(ListDocumentsRequest request) {
        ReadView view = switch (request.getConsistencySelectorCase()) {
            case TRANSACTION -> sessions.inTransaction(request.getTransaction());
            case READ_TIME -> sessions.past(request.getReadTime());
            case CONSISTENCYSELECTOR_NOT_SET -> sessions.now();
        };
        return Listing.documents(request, view);
    }

    ListCollectionIdsResponse listCollectionIds(ListCollectionIdsRequest request) {
        return Listing.collectionIds(
                request, request.hasReadTime() ? sessions.past(request.getReadTime()) : sessions.now());
    }
}
