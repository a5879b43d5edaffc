package dev.landfall.localcloud.firestore;

import com.google.firestore.v1.BatchGetDocumentsResponse;
import com.google.firestore.v1.BatchWriteRequest;
import com.google.firestore.v1.CommitRequest;
import com.google.firestore.v1.RunQueryResponse;
import com.google.firestore.v1.Write;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts calls, and documents as Firestore bills them: read (a document that was looked for and is not there too),
 * written, deleted. Commits count whether or not they succeed; listens and aggregations do not. Thread-safe.
 */
public final class OperationCounts implements ServerInterceptor {
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong reads = new AtomicLong();
    private final AtomicLong writes = new AtomicLong();
    private final AtomicLong deletes = new AtomicLong();

    /** The counts of one moment. */
    public record Totals(long calls, long reads, long writes, long deletes) {
        /** What was added since an earlier moment. */
        public Totals since(Totals earlier) {
            return new Totals(
                    calls - earlier.calls, reads - earlier.reads, writes - earlier.writes, deletes - earlier.deletes);
        }
    }

    public Totals totals() {
        return new Totals(calls.get(), reads.get(), writes.get(), deletes.get());
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        calls.incrementAndGet();
        ServerCall<Q, A> answers = new SimpleForwardingServerCall<>(call) {
            @Override
            public void sendMessage(A message) {
                answered(message);
                super.sendMessage(message);
            }
        };
        return new SimpleForwardingServerCallListener<>(next.startCall(answers, headers)) {
            @Override
            public void onMessage(Q message) {
                asked(message);
                super.onMessage(message);
            }
        };
    }

    private void asked(Object message) {
        if (message instanceof CommitRequest commit) {
            count(commit.getWritesList());
        } else if (message instanceof BatchWriteRequest batch) {
            count(batch.getWritesList());
        }
    }

    private void count(List<Write> all) {
        long deleted =
                all.stream().filter(write -> !write.getDelete().isEmpty()).count();
        deletes.addAndGet(deleted);
        writes.addAndGet(all.size() - deleted);
    }

    private void answered(Object message) {
        if (message instanceof BatchGetDocumentsResponse got
                && (got.hasFound() || !got.getMissing().isEmpty())) {
            reads.incrementAndGet();
        } else if (message instanceof RunQueryResponse found && found.hasDocument()) {
            reads.incrementAndGet();
        }
    }
}
