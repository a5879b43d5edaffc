package dev.landfall.localcloud.pubsub;

import com.google.protobuf.Empty;
import com.google.pubsub.v1.AcknowledgeRequest;
import com.google.pubsub.v1.DeleteSubscriptionRequest;
import com.google.pubsub.v1.GetSubscriptionRequest;
import com.google.pubsub.v1.ListSubscriptionsRequest;
import com.google.pubsub.v1.ListSubscriptionsResponse;
import com.google.pubsub.v1.ModifyAckDeadlineRequest;
import com.google.pubsub.v1.ModifyPushConfigRequest;
import com.google.pubsub.v1.PullRequest;
import com.google.pubsub.v1.PullResponse;
import com.google.pubsub.v1.StreamingPullRequest;
import com.google.pubsub.v1.StreamingPullResponse;
import com.google.pubsub.v1.SubscriberGrpc;
import com.google.pubsub.v1.Subscription;
import dev.landfall.localcloud.grpc.Replies;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.Executor;

/** The calls of {@code google.pubsub.v1.Subscriber}. What is not overridden answers UNIMPLEMENTED with its name. */
final class SubscriberService extends SubscriberGrpc.SubscriberImplBase {
    private final Broker broker;
    private final Executor threads;

    SubscriberService(Broker broker, Executor threads) {
        this.broker = broker;
        this.threads = threads;
    }

    @Override
    public void createSubscription(Subscription request, StreamObserver<Subscription> reply) {
        Replies.one(reply, () -> broker.createSubscription(request));
    }

    @Override
    public void getSubscription(GetSubscriptionRequest request, StreamObserver<Subscription> reply) {
        Replies.one(reply, () -> broker.subscription(request.getSubscription()).resource());
    }

    @Override
    public void deleteSubscription(DeleteSubscriptionRequest request, StreamObserver<Empty> reply) {
        empty(reply, () -> broker.deleteSubscription(request.getSubscription()));
    }

    @Override
    public void listSubscriptions(ListSubscriptionsRequest request, StreamObserver<ListSubscriptionsResponse> reply) {
        Replies.one(reply, () -> {
            Page<ActiveSubscription> page = Page.of(
                    broker.subscriptions(), request.getProject(), request.getPageSize(), request.getPageToken());
            return ListSubscriptionsResponse.newBuilder()
                    .addAllSubscriptions(page.items().stream()
                            .map(ActiveSubscription::resource)
                            .toList())
                    .setNextPageToken(page.nextToken())
                    .build();
        });
    }

    @Override
    public void modifyPushConfig(ModifyPushConfigRequest request, StreamObserver<Empty> reply) {
        empty(reply, () -> {
            ActiveSubscription subscription = broker.subscription(request.getSubscription());
            subscription.replace(subscription.resource().toBuilder()
                    .setPushConfig(request.getPushConfig())
                    .build());
        });
    }

    @Override
    public void acknowledge(AcknowledgeRequest request, StreamObserver<Empty> reply) {
        empty(reply, () -> broker.subscription(request.getSubscription()).acknowledge(request.getAckIdsList()));
    }

    @Override
    public void modifyAckDeadline(ModifyAckDeadlineRequest request, StreamObserver<Empty> reply) {
        empty(
                reply,
                () -> broker.subscription(request.getSubscription())
                        .modifyDeadline(request.getAckIdsList(), request.getAckDeadlineSeconds()));
    }

    @Override
    public void pull(PullRequest request, StreamObserver<PullResponse> reply) {
        Replies.one(reply, () -> SinglePull.answer(request, broker.subscription(request.getSubscription())));
    }

    @Override
    public StreamObserver<StreamingPullRequest> streamingPull(StreamObserver<StreamingPullResponse> reply) {
        return PullStream.open(broker, (ServerCallStreamObserver<StreamingPullResponse>) reply, threads);
    }

    private static void empty(StreamObserver<Empty> reply, Runnable action) {
        Replies.one(reply, () -> {
            action.run();
            return Empty.getDefaultInstance();
        });
    }
}
