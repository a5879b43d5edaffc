package dev.landfall.localcloud.firestore;

import com.google.firestore.v1.ListenRequest;
import com.google.firestore.v1.ListenResponse;
import com.google.firestore.v1.Target;
import com.google.firestore.v1.TargetChange;
import com.google.firestore.v1.TargetChange.TargetChangeType;
import com.google.protobuf.ByteString;
import dev.landfall.localcloud.grpc.CoalescingTask;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One Listen call. A commit only wakes it; it then compares snapshots in a thread of its own, one thread at a time, and
 * skips states that a slow client had no time for.
 */
final class ListenStream implements StreamObserver<ListenRequest> {
    private static final Logger LOG = Logger.getLogger(ListenStream.class.getName());
    private static final String TOKEN_PREFIX = "micros:";

    private final DocumentStore store;
    private final ServerCallStreamObserver<ListenResponse> client;
    private final CoalescingTask task;
    private final Runnable wake;
    private final Queue<ListenRequest> requests = new ConcurrentLinkedQueue<>();
    private final Map<Integer, ListenTarget> targets = new TreeMap<>();
    private volatile boolean halfClosed;
    private volatile boolean ended;

    private ListenStream(DocumentStore store, ServerCallStreamObserver<ListenResponse> client, Executor threads) {
        this.store = store;
        this.client = client;
        this.task = new CoalescingTask(threads, this::work);
        this.wake = task::wake;
    }

    static ListenStream open(DocumentStore store, ServerCallStreamObserver<ListenResponse> client, Executor threads) {
        ListenStream stream = new ListenStream(store, client, threads);
        client.setOnReadyHandler(stream.wake);
        client.setOnCancelHandler(stream::end);
        store.addCommitListener(stream.wake);
        return stream;
    }

    @Override
    public void onNext(ListenRequest request) {
        requests.add(request);
        task.wake();
    }

    @Override
    public void onError(Throwable cancelled) {
        end();
    }

    @Override
    public void onCompleted() {
        halfClosed = true;
        task.wake();
    }

    private void end() {
        ended = true;
        store.removeCommitListener(wake);
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
            LOG.log(Level.WARNING, "A Listen call failed inside the local cloud", e);
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
        ListenRequest request = requests.poll();
        while (request != null) {
            handle(request);
            request = requests.poll();
        }
        if (halfClosed) {
            end();
            client.onCompleted();
        } else if (!targets.isEmpty() && client.isReady()) {
            tellNews();
        }
    }

    private void handle(ListenRequest request) {
        switch (request.getTargetChangeCase()) {
            case ADD_TARGET -> add(request.getAddTarget());
            case REMOVE_TARGET -> {
                targets.remove(request.getRemoveTarget());
                send(change(TargetChangeType.REMOVE, store.readTime()).addTargetIds(request.getRemoveTarget()));
            }
            case TARGETCHANGE_NOT_SET -> throw Refusal.invalid("A listen request must add or remove a target.");
        }
    }

    private void add(Target target) {
        int id = target.getTargetId() == 0 ? targets.size() + 1 : target.getTargetId();
        ListenTarget added = ListenTarget.of(id, target);
        long now = store.readTime();
        send(change(TargetChangeType.ADD, now).addTargetIds(id));
        resume(added, target, now);
        added.advance(store, now).forEach(client::onNext);
        send(change(TargetChangeType.CURRENT, now).addTargetIds(id));
        if (target.getOnce()) {
            send(change(TargetChangeType.REMOVE, now).addTargetIds(id));
        } else {
            targets.put(id, added);
        }
        send(change(TargetChangeType.NO_CHANGE, now));
    }

    /** A client that comes back gets the difference if its last state is still known, else everything anew. */
    private void resume(ListenTarget added, Target target, long now) {
        switch (target.getResumeTypeCase()) {
            case RESUME_TOKEN -> resume(added, micros(target.getResumeToken()), now);
            case READ_TIME -> resume(added, Micros.of(target.getReadTime()), now);
            case RESUMETYPE_NOT_SET -> {}
        }
    }

    private void resume(ListenTarget added, long since, long now) {
        if (store.remembers(since)) {
            added.resumeFrom(store, since);
        } else {
            send(change(TargetChangeType.RESET, now).addTargetIds(added.id()));
        }
    }

    private void tellNews() {
        long now = store.readTime();
        boolean any = false;
        for (ListenTarget target : targets.values()) {
            List<ListenResponse> news = target.advance(store, now);
            news.forEach(client::onNext);
            any |= !news.isEmpty();
        }
        if (any) {
            send(change(TargetChangeType.NO_CHANGE, now));
        }
    }

    private void send(TargetChange.Builder change) {
        client.onNext(ListenResponse.newBuilder().setTargetChange(change).build());
    }

    private static TargetChange.Builder change(TargetChangeType type, long micros) {
        return TargetChange.newBuilder()
                .setTargetChangeType(type)
                .setReadTime(Micros.timestamp(micros))
                .setResumeToken(ByteString.copyFromUtf8(TOKEN_PREFIX + micros));
    }

    /** The time a resume token stands for; an unknown token stands for one long ago. */
    private static long micros(ByteString token) {
        String text = token.toStringUtf8();
        try {
            return text.startsWith(TOKEN_PREFIX) ? Long.parseLong(text.substring(TOKEN_PREFIX.length())) : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
