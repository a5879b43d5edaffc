package dev.landfall.localcloud.pubsub;

import com.google.pubsub.v1.StreamingPullRequest;
import com.google.pubsub.v1.StreamingPullResponse;
import dev.landfall.localcloud.grpc.BidirectionalCall;
import io.grpc.stub.ServerCallStreamObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** One StreamingPull call: sends messages as they come, no more at once than the client has room for. */
final class PullStream extends BidirectionalCall<StreamingPullRequest, StreamingPullResponse> {
    private static final int MAX_PER_RESPONSE = 100;

    private final Broker broker;
    // One object, by which the subscription knows it again.
    private final Runnable onMessage = this::wake;
    private volatile @Nullable ActiveSubscription subscription;

    // Used by one thread at a time.
    private final Set<String> withClient = new HashSet<>();
    private Duration ackDeadline = Duration.ofSeconds(10);
    private int maxOutstanding = Integer.MAX_VALUE;

    private PullStream(Broker broker, ServerCallStreamObserver<StreamingPullResponse> client, Executor threads) {
        super(client, threads);
        this.broker = broker;
    }

    static PullStream open(Broker broker, ServerCallStreamObserver<StreamingPullResponse> client, Executor threads) {
        PullStream stream = new PullStream(broker, client, threads);
        stream.begin();
        return stream;
    }

    @Override
    protected void forgotten() {
        ActiveSubscription open = subscription;
        if (open != null) {
            open.removeConsumer(onMessage);
        }
    }

    @Override
    protected void handle(StreamingPullRequest request) {
        ActiveSubscription open = subscription;
        if (open == null) {
            open = broker.subscription(request.getSubscription());
            maxOutstanding = request.getMaxOutstandingMessages() > 0
                    ? (int) Math.min(request.getMaxOutstandingMessages(), Integer.MAX_VALUE)
                    : Integer.MAX_VALUE;
            ackDeadline = open.settings().ackDeadline();
            subscription = open;
            open.addConsumer(onMessage);
        }
        if (request.getStreamAckDeadlineSeconds() > 0) {
            ackDeadline = Duration.ofSeconds(request.getStreamAckDeadlineSeconds());
        }
        open.acknowledge(request.getAckIdsList());
        for (int i = 0; i < request.getModifyDeadlineAckIdsCount(); i++) {
            open.modifyDeadline(List.of(request.getModifyDeadlineAckIds(i)), request.getModifyDeadlineSeconds(i));
        }
    }

    @Override
    protected void tellNews() {
        ActiveSubscription open = subscription;
        if (open == null) {
            return;
        }
        if (!open.isOpen()) {
            throw Refusal.notFound(open.settings().name().id());
        }
        withClient.removeIf(ackId -> !open.isHandedOut(ackId));
        List<Delivery> deliveries;
        do {
            int room = Math.min(MAX_PER_RESPONSE, maxOutstanding - withClient.size());
            deliveries = new ArrayList<>(open.take(room, ackDeadline));
            if (!deliveries.isEmpty()) {
                send(open, deliveries);
            }
        } while (!deliveries.isEmpty() && hasRoom());
    }

    private void send(ActiveSubscription open, List<Delivery> deliveries) {
        StreamingPullResponse.Builder response = StreamingPullResponse.newBuilder();
        for (Delivery delivery : deliveries) {
            withClient.add(delivery.ackId());
            response.addReceivedMessages(SinglePull.received(open, delivery));
        }
        send(response.build());
    }
}
