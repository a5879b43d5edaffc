package dev.landfall.localcloud.fault;

import com.google.firestore.v1.CommitRequest;
import com.google.firestore.v1.Write;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.Optional;

/** What goes wrong with the calls to one gRPC service; streams from the client are left alone. */
public final class GrpcFaults implements ServerInterceptor {
    private final Faults faults;
    private final String service;

    public GrpcFaults(Faults faults, String service) {
        this.faults = faults;
        this.service = service;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        MethodType type = call.getMethodDescriptor().getType();
        if (type != MethodType.UNARY && type != MethodType.SERVER_STREAMING) {
            return next.startCall(call, headers);
        }
        Answer<Q, A> answer = new Answer<>(call);
        return new Question<>(call, answer, next.startCall(answer, headers));
    }

    /** What the handler answers, unless it is to be lost. */
    private static final class Answer<Q, A> extends SimpleForwardingServerCall<Q, A> {
        private volatile boolean lost;

        Answer(ServerCall<Q, A> call) {
            super(call);
        }

        void lose() {
            lost = true;
        }

        @Override
        public void sendHeaders(Metadata headers) {
            if (!lost) {
                super.sendHeaders(headers);
            }
        }

        @Override
        public void sendMessage(A message) {
            if (!lost) {
                super.sendMessage(message);
            }
        }

        @Override
        public void close(Status status, Metadata trailers) {
            super.close(
                    lost && status.isOk()
                            ? Status.UNAVAILABLE.withDescription("The answer is lost, by the fault plan")
                            : status,
                    trailers);
        }
    }

    /** What the client asks, unless it is not to reach the handler. */
    private final class Question<Q, A> extends SimpleForwardingServerCallListener<Q> {
        private final ServerCall<Q, A> call;
        private final Answer<Q, A> answer;
        private boolean refused;

        Question(ServerCall<Q, A> call, Answer<Q, A> answer, ServerCall.Listener<Q> handler) {
            super(handler);
            this.call = call;
            this.answer = answer;
        }

        @Override
        public void onMessage(Q message) {
            String name = name(call.getMethodDescriptor().getBareMethodName(), message);
            Optional<Status> refusal = refusal(name, message instanceof CommitRequest);
            if (refusal.isPresent()) {
                refused = true;
                call.close(refusal.get(), new Metadata());
                return;
            }
            if (faults.happens(FaultKind.LOST_ANSWERS, name)) {
                answer.lose();
            }
            super.onMessage(message);
        }

        @Override
        public void onHalfClose() {
            if (!refused) {
                super.onHalfClose();
            }
        }
    }

    private Optional<Status> refusal(String call, boolean commit) {
        if (commit && faults.happens(FaultKind.ABORTS, call)) {
            return Optional.of(Status.ABORTED.withDescription(
                    "Too much contention on these documents. Please try again. (By the fault plan)"));
        }
        return faults.happens(FaultKind.OUTAGES, call)
                ? Optional.of(Status.UNAVAILABLE.withDescription("Unavailable, by the fault plan"))
                : Optional.empty();
    }

    private String name(String method, Object message) {
        String name = service + " " + method;
        if (message instanceof CommitRequest commit && commit.getWritesCount() > 0) {
            Write first = commit.getWrites(0);
            return name + " " + (first.hasUpdate() ? first.getUpdate().getName() : first.getDelete());
        }
        return name;
    }
}
