package dev.landfall.localcloud.pubsub;

import com.google.pubsub.v1.StreamingPullRequest;
import com.google.pubsub.v1.StreamingPullResponse;
import dev.landfall.localcloud.grpc.CoalescingTask;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One StreamingPull call: sends messages as they come, no more at once than the client has room for. */
final class PullStream implements StreamObserver<StreamingPullRequest> {
    private static final Logger LOG = Logger.getLogger(PullStream.class.getName());
    private static final int MAX_PER_RESPONSE = 100;

    private final Broker broker;
    private final ServerCallStreamObserver<StreamingPullResponse> client;
    private final CoalescingTask task;
    private final Runnable wake;
    private final Queue<StreamingPullRequest> requests = new ConcurrentLinkedQueue<>();
    private volatile boolean halfClosed;
    private volatile boolean ended;
    private volatile @Nullable ActiveSubscription subscription;

    // Used by the task alone.
    private final Set<String> withClient = new HashSet<>();
    private Duration ackDeadline = Duration.ofSeconds(10);
    private int maxOutstanding = Integer.MAX_VALUE;

    private PullStream(Broker broker, ServerCallStreamObserver<StreamingPullResponse> client, Executor threads) {
        this.broker = broker;
        this.client = client;
        this.task = new CoalescingTask(threads, this::work);
        this.wake = task::wake;
    }

    static PullStream open(Broker broker, ServerCallStreamObserver<StreamingPullResponse> client, Executor threads) {
        PullStream stream = new PullStream(broker, client, threads);
        client.setOnReadyHandler(stream.wake);
        client.setOnCancelHandler(stream::end);
        return stream;
    }

    @Override
    public void onNext(StreamingPullRequest request) {
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
        ActiveSubscription open = subscription;
        if (open != null) {
            open.removeConsumer(wake);
        }
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
            LOG.log(Level.WARNING, "A StreamingPull call failed inside the local cloud", e);
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
        StreamingPullRequest request = requests.poll();
        while (request != null) {
            handle(request);
            request = requests.poll();
        }
        ActiveSubscription open = subscription;
        if (open != null && !open.isOpen()) {
            throw Refusal.notFound(open.settings().name().id());
        }
        if (halfClosed) {
            end();
            client.onCompleted();
        } else if (open != null && client.isReady()) {
            deliver(open);
        }
    }

    private void handle(StreamingPullRequest request) {
        ActiveSubscription open = subscription;
        if (open == null) {
            open = broker.subscription(request.getSubscription());
            maxOutstanding = request.getMaxOutstandingMessages() > 0
                    ? (int) Math.min(request.getMaxOutstandingMessages(), Integer.MAX_VALUE)
                    : Integer.MAX_VALUE;
            ackDeadline = open.settings().ackDeadline();
            subscription = open;
            open.addConsumer(wake);
        }
        if (request.getStreamAckDeadlineSeconds() > 0) {
            ackDeadline = Duration.ofSeconds(request.getStreamAckDeadlineSeconds());
        }
        open.acknowledge(request.getAckIdsList());
        for (int i = 0; i < request.getModifyDeadlineAckIdsCount(); i++) {
            open.modifyDeadline(List.of(request.getModifyDeadlineAckIds(i)), request.getModifyDeadlineSeconds(i));
        }
    }

    private void deliver(ActiveSubscription open) {
        withClient.removeIf(ackId -> !open.isHandedOut(ackId));
        List<Delivery> deliveries;
        do {
            int room = Math.min(MAX_PER_RESPONSE, maxOutstanding - withClient.size());
            deliveries = new ArrayList<>(open.take(room, ackDeadline));
            if (!deliveries.isEmpty()) {
                send(open, deliveries);
            }
        } while (!deliveries.isEmpty() && client.isReady());
    }

    private void send(ActiveSubscription open, List<Delivery> deliveries) {
        StreamingPullResponse.Builder response = StreamingPullResponse.newBuilder();
        for (Delivery delivery : deliveries) {
            withClient.add(delivery.ackId());
            response.addReceivedMessages(SinglePull.received(open, delivery));
        }
        client.onNext(response.build());
    }
}
