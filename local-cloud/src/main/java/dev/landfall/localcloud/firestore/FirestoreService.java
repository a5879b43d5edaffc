package dev.landfall.localcloud.firestore;

import com.google.firestore.v1.BatchGetDocumentsRequest;
import com.google.firestore.v1.BatchGetDocumentsResponse;
import com.google.firestore.v1.BatchWriteRequest;
import com.google.firestore.v1.BatchWriteResponse;
import com.google.firestore.v1.BeginTransactionRequest;
import com.google.firestore.v1.BeginTransactionResponse;
import com.google.firestore.v1.CommitRequest;
import com.google.firestore.v1.CommitResponse;
import com.google.firestore.v1.CreateDocumentRequest;
import com.google.firestore.v1.DeleteDocumentRequest;
import com.google.firestore.v1.Document;
import com.google.firestore.v1.FirestoreGrpc;
import com.google.firestore.v1.GetDocumentRequest;
import com.google.firestore.v1.ListCollectionIdsRequest;
import com.google.firestore.v1.ListCollectionIdsResponse;
import com.google.firestore.v1.ListDocumentsRequest;
import com.google.firestore.v1.ListDocumentsResponse;
import com.google.firestore.v1.ListenRequest;
import com.google.firestore.v1.ListenResponse;
import com.google.firestore.v1.PartitionQueryRequest;
import com.google.firestore.v1.PartitionQueryResponse;
import com.google.firestore.v1.RollbackRequest;
import com.google.firestore.v1.RunAggregationQueryRequest;
import com.google.firestore.v1.RunAggregationQueryResponse;
import com.google.firestore.v1.RunQueryRequest;
import com.google.firestore.v1.RunQueryResponse;
import com.google.firestore.v1.UpdateDocumentRequest;
import com.google.protobuf.Empty;
import dev.landfall.localcloud.grpc.Replies;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.Executor;

/** The calls of {@code google.firestore.v1.Firestore}. What is not overridden answers UNIMPLEMENTED with its name. */
final class FirestoreService extends FirestoreGrpc.FirestoreImplBase {
    private final DocumentStore store;
    private final Executor listenThreads;
    private final Reads reads;
    private final Sessions sessions;
    private final SingleDocuments documents;

    FirestoreService(DocumentStore store, Sessions sessions, Executor listenThreads) {
        this.store = store;
        this.sessions = sessions;
        this.listenThreads = listenThreads;
        this.reads = new Reads(sessions);
        this.documents = new SingleDocuments(sessions);
    }

    @Override
    public void beginTransaction(BeginTransactionRequest request, StreamObserver<BeginTransactionResponse> reply) {
        Replies.one(
                reply,
                () -> BeginTransactionResponse.newBuilder()
                        .setTransaction(sessions.begin(request.getOptions()))
                        .build());
    }

    @Override
    public void commit(CommitRequest request, StreamObserver<CommitResponse> reply) {
        Replies.one(reply, () -> sessions.commit(request));
    }

    @Override
    public void rollback(RollbackRequest request, StreamObserver<Empty> reply) {
        Replies.one(reply, () -> {
            sessions.rollback(request.getTransaction());
            return Empty.getDefaultInstance();
        });
    }

    @Override
    public void batchWrite(BatchWriteRequest request, StreamObserver<BatchWriteResponse> reply) {
        Replies.one(reply, () -> sessions.batchWrite(request));
    }

    @Override
    public void batchGetDocuments(BatchGetDocumentsRequest request, StreamObserver<BatchGetDocumentsResponse> reply) {
        Replies.<BatchGetDocumentsResponse>stream(reply, sink -> reads.batchGet(request, sink));
    }

    @Override
    public void runQuery(RunQueryRequest request, StreamObserver<RunQueryResponse> reply) {
        Replies.<RunQueryResponse>stream(reply, sink -> reads.query(request, sink));
    }

    @Override
    public void runAggregationQuery(
            RunAggregationQueryRequest request, StreamObserver<RunAggregationQueryResponse> reply) {
        Replies.one(reply, () -> reads.aggregate(request));
    }

    /** Splitting is at the server's discretion; this one finds every collection small enough. */
    @Override
    public void partitionQuery(PartitionQueryRequest request, StreamObserver<PartitionQueryResponse> reply) {
        Replies.one(reply, PartitionQueryResponse::getDefaultInstance);
    }

    @Override
    public void listDocuments(ListDocumentsRequest request, StreamObserver<ListDocumentsResponse> reply) {
        Replies.one(reply, () -> reads.listDocuments(request));
    }

    @Override
    public void listCollectionIds(ListCollectionIdsRequest request, StreamObserver<ListCollectionIdsResponse> reply) {
        Replies.one(reply, () -> reads.listCollectionIds(request));
    }

    @Override
    public void getDocument(GetDocumentRequest request, StreamObserver<Document> reply) {
        Replies.one(reply, () -> reads.get(request));
    }

    @Override
    public void createDocument(CreateDocumentRequest request, StreamObserver<Document> reply) {
        Replies.one(reply, () -> documents.create(request));
    }

    @Override
    public void updateDocument(UpdateDocumentRequest request, StreamObserver<Document> reply) {
        Replies.one(reply, () -> documents.update(request));
    }

    @Override
    public void deleteDocument(DeleteDocumentRequest request, StreamObserver<Empty> reply) {
        Replies.one(reply, () -> documents.delete(request));
    }

    @Override
    public StreamObserver<ListenRequest> listen(StreamObserver<ListenResponse> reply) {
        return ListenStream.open(store, (ServerCallStreamObserver<ListenResponse>) reply, listenThreads);
    }
}
