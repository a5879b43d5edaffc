package dev.landfall.localcloud.firestore;

import com.google.firestore.v1.ListenRequest;
import com.google.firestore.v1.ListenResponse;
import com.google.firestore.v1.Target;
import com.google.firestore.v1.TargetChange;
import com.google.firestore.v1.TargetChange.TargetChangeType;
import com.google.protobuf.ByteString;
import dev.landfall.localcloud.grpc.BidirectionalCall;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;

/** One Listen call. A commit only wakes it; it then compares snapshots, and skips states that a slow client missed. */
final class ListenStream extends BidirectionalCall<ListenRequest, ListenResponse> {
    private static final String TOKEN_PREFIX = "micros:";

    private final DocumentStore store;
    // One object, by which the store knows it again.
    private final Runnable onCommit = this::wake;
    private final Map<Integer, ListenTarget> targets = new TreeMap<>();

    private ListenStream(DocumentStore store, ServerCallStreamObserver<ListenResponse> client, Executor threads) {
        super(client, threads);
        this.store = store;
    }

    static ListenStream open(DocumentStore store, ServerCallStreamObserver<ListenResponse> client, Executor threads) {
        ListenStream stream = new ListenStream(store, client, threads);
        stream.begin();
        store.addCommitListener(stream.onCommit);
        return stream;
    }

    @Override
    protected void forgotten() {
        store.removeCommitListener(onCommit);
    }

    @Override
    protected void handle(ListenRequest request) {
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
        added.advance(store, now).forEach(this::send);
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

    @Override
    protected void tellNews() {
        if (targets.isEmpty()) {
            return;
        }
        long now = store.readTime();
        boolean any = false;
        for (ListenTarget target : targets.values()) {
            List<ListenResponse> news = target.advance(store, now);
            news.forEach(this::send);
            any |= !news.isEmpty();
        }
        if (any) {
            send(change(TargetChangeType.NO_CHANGE, now));
        }
    }

    private void send(TargetChange.Builder change) {
        send(ListenResponse.newBuilder().setTargetChange(change).build());
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
