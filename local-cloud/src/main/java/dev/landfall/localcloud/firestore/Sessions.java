package dev.landfall.localcloud.firestore;

import com.google.firestore.v1.BatchWriteRequest;
import com.google.firestore.v1.BatchWriteResponse;
import com.google.firestore.v1.CommitRequest;
import com.google.firestore.v1.CommitResponse;
import com.google.firestore.v1.TransactionOptions;
import com.google.firestore.v1.Write;
import com.google.firestore.v1.WriteResult;
import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import com.google.rpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Opens views for reading and carries out commits, inside and outside transactions. Thread-safe. */
final class Sessions {
    /** Google's limit on a commit request. */
    private static final int MAX_COMMIT_BYTES = 10 << 20;

    private final DocumentStore store;
    private final Isolation isolation;
    private final TransactionTable transactions;

    Sessions(Clock clock, DocumentStore store, Isolation isolation) {
        this.store = store;
        this.isolation = isolation;
        this.transactions = new TransactionTable(clock, store);
    }

    ByteString begin(TransactionOptions options) {
        return transactions.begin(options).id();
    }

    void rollback(ByteString transaction) {
        transactions.rollback(transaction).ifPresent(isolation::ended);
    }

    ReadView now() {
        return new ReadView(store, isolation, store.readTime(), null, false);
    }

    ReadView past(Timestamp readTime) {
        return new ReadView(store, isolation, store.pastReadTime(readTime), null, false);
    }

    ReadView inTransaction(ByteString id) {
        return view(transactions.use(id), false);
    }

    ReadView inNewTransaction(TransactionOptions options) {
        return view(transactions.begin(options), true);
    }

    private ReadView view(Transaction transaction, boolean begunHere) {
        long micros =
                transaction.isReadOnly() ? transaction.snapshot(store::readTime) : isolation.readTime(transaction);
        return new ReadView(store, isolation, micros, transaction, begunHere);
    }

    CommitResponse commit(CommitRequest request) {
        if (request.getSerializedSize() > MAX_COMMIT_BYTES) {
            throw Refusal.invalid("Request payload size exceeds the limit: " + MAX_COMMIT_BYTES + " bytes.");
        }
        if (request.getTransaction().isEmpty()) {
            return isolation.commit(null, draft -> apply(request.getWritesList(), draft));
        }
        Transaction transaction = transactions.end(request.getTransaction());
        if (transaction.isReadOnly()) {
            return commitReadOnly(request);
        }
        try {
            return isolation.commit(transaction, draft -> apply(request.getWritesList(), draft));
        } finally {
            transaction.end();
            isolation.ended(transaction);
        }
    }

    private CommitResponse commitReadOnly(CommitRequest request) {
        if (request.getWritesCount() > 0) {
            throw Refusal.invalid("Cannot modify entities in a read-only transaction.");
        }
        return CommitResponse.newBuilder()
                .setCommitTime(Micros.timestamp(store.readTime()))
                .build();
    }

    private static CommitResponse apply(List<Write> writes, Draft draft) {
        CommitResponse.Builder response =
                CommitResponse.newBuilder().setCommitTime(Micros.timestamp(draft.commitMicros()));
        writes.forEach(write -> response.addWriteResults(Writes.apply(write, draft)));
        return response.build();
    }

    /** Each write on its own: some may fail while others are carried out. */
    BatchWriteResponse batchWrite(BatchWriteRequest request) {
        Set<ResourcePath> targets = new HashSet<>();
        for (Write write : request.getWritesList()) {
            if (!targets.add(ResourcePath.parseDocument(Writes.targetName(write)))) {
                throw Refusal.invalid("A batch may write each document only once: " + Writes.targetName(write));
            }
        }
        BatchWriteResponse.Builder response = BatchWriteResponse.newBuilder();
        for (Write write : request.getWritesList()) {
            try {
                WriteResult result = isolation.commit(null, draft -> Writes.apply(write, draft));
                response.addWriteResults(result).addStatus(Status.getDefaultInstance());
            } catch (StatusRuntimeException e) {
                String message = e.getStatus().getDescription();
                response.addWriteResults(WriteResult.getDefaultInstance())
                        .addStatus(Status.newBuilder()
                                .setCode(e.getStatus().getCode().value())
                                .setMessage(message == null ? "" : message));
            }
        }
        return response.build();
    }
}
