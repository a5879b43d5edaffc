package dev.landfall.localcloud.grpc;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A call in which both sides stream. Requests and {@link #wake wakings} only note that there is something to do; it is
 * done in a thread of the call's own, never by two at once, so that nobody who wakes it waits for a slow client.
 *
 * @param <Q> requests
 * @param <R> responses
 */
public abstract class BidirectionalCall<Q, R> implements StreamObserver<Q> {
    private static final Logger LOG = Logger.getLogger(BidirectionalCall.class.getName());

    private final ServerCallStreamObserver<R> client;
    private final CoalescingTask task;
    private final Queue<Q> requests = new ConcurrentLinkedQueue<>();
    private volatile boolean halfClosed;
    private volatile boolean ended;

    protected BidirectionalCall(ServerCallStreamObserver<R> client, Executor threads) {
        this.client = client;
        this.task = new CoalescingTask(threads, this::work);
    }

    /** To be called once, by the thread that opens the call, when the call is ready to work. */
    protected final void begin() {
        client.setOnReadyHandler(this::wake);
        client.setOnCancelHandler(this::end);
    }

    /** @throws StatusRuntimeException ends the call with that status */
    protected abstract void handle(Q request);

    /**
     * All requests are handled and the client has room: sends what there is to tell.
     *
     * @throws StatusRuntimeException ends the call with that status
     */
    protected abstract void tellNews();

    /** The call is over: nobody need wake it any more. May be called twice, and by any thread. */
    protected abstract void forgotten();

    protected final void send(R response) {
        client.onNext(response);
    }

    protected final boolean hasRoom() {
        return client.isReady();
    }

    /** There may be news; does not block. */
    public final void wake() {
        task.wake();
    }

    @Override
    public final void onNext(Q request) {
        requests.add(request);
        wake();
    }

    @Override
    public final void onError(Throwable cancelled) {
        end();
    }

    @Override
    public final void onCompleted() {
        halfClosed = true;
        wake();
    }

    private void end() {
        ended = true;
        forgotten();
    }

    private void work() {
        if (ended) {
            return;
        }
        try {
            step();
        } catch (StatusRuntimeException e) {
            fail(e);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "A streaming call failed inside the local cloud", e);
            fail(Status.INTERNAL.withDescription(e.toString()).asRuntimeException());
        }
    }

    private void fail(StatusRuntimeException error) {
        if (!ended) {
            end();
            client.onError(error);
        }
    }

    private void step() {
        for (Q request = requests.poll(); request != null; request = requests.poll()) {
            handle(request);
        }
        if (halfClosed) {
            end();
            client.onCompleted();
        } else if (hasRoom()) {
            tellNews();
        }
    }
}
