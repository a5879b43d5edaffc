package dev.landfall.localcloud.grpc;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Turns handlers that return or throw into gRPC replies. A handler's own bug becomes INTERNAL and is logged. */
public final class Replies {
    private static final Logger LOG = Logger.getLogger(Replies.class.getName());

    private Replies() {}

    /** Answers a unary call. */
    public static <T> void one(StreamObserver<T> reply, Supplier<T> handler) {
        stream(reply, sink -> sink.accept(handler.get()));
    }

    /** Answers a server-streaming call. */
    public static <T> void stream(StreamObserver<T> reply, Consumer<Consumer<T>> handler) {
        try {
            handler.accept(reply::onNext);
        } catch (StatusRuntimeException e) {
            reply.onError(e);
            return;
        } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, "A call failed inside the local cloud", e);
            reply.onError(Status.INTERNAL
                    .withDescription("Inside the local cloud: " + e)
                    .withCause(e)
                    .asRuntimeException());
            return;
        }
        reply.onCompleted();
    }
}
