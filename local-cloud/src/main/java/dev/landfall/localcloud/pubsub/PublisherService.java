package dev.landfall.localcloud.pubsub;

import com.google.protobuf.Empty;
import com.google.pubsub.v1.DeleteTopicRequest;
import com.google.pubsub.v1.GetTopicRequest;
import com.google.pubsub.v1.ListTopicSubscriptionsRequest;
import com.google.pubsub.v1.ListTopicSubscriptionsResponse;
import com.google.pubsub.v1.ListTopicsRequest;
import com.google.pubsub.v1.ListTopicsResponse;
import com.google.pubsub.v1.PublishRequest;
import com.google.pubsub.v1.PublishResponse;
import com.google.pubsub.v1.PublisherGrpc;
import com.google.pubsub.v1.Topic;
import dev.landfall.localcloud.grpc.Replies;
import io.grpc.stub.StreamObserver;

/** The calls of {@code google.pubsub.v1.Publisher}. What is not overridden answers UNIMPLEMENTED with its name. */
final class PublisherService extends PublisherGrpc.PublisherImplBase {
    private final Broker broker;

    PublisherService(Broker broker) {
        this.broker = broker;
    }

    @Override
    public void createTopic(Topic request, StreamObserver<Topic> reply) {
        Replies.one(reply, () -> broker.createTopic(request));
    }

    @Override
    public void getTopic(GetTopicRequest request, StreamObserver<Topic> reply) {
        Replies.one(reply, () -> broker.topic(request.getTopic()));
    }

    @Override
    public void deleteTopic(DeleteTopicRequest request, StreamObserver<Empty> reply) {
        Replies.one(reply, () -> {
            broker.deleteTopic(request.getTopic());
            return Empty.getDefaultInstance();
        });
    }

    @Override
    public void listTopics(ListTopicsRequest request, StreamObserver<ListTopicsResponse> reply) {
        Replies.one(reply, () -> {
            Page<Topic> page =
                    Page.of(broker.topics(), request.getProject(), request.getPageSize(), request.getPageToken());
            return ListTopicsResponse.newBuilder()
                    .addAllTopics(page.items())
                    .setNextPageToken(page.nextToken())
                    .build();
        });
    }

    /** All on one page. */
    @Override
    public void listTopicSubscriptions(
            ListTopicSubscriptionsRequest request, StreamObserver<ListTopicSubscriptionsResponse> reply) {
        Replies.one(reply, () -> {
            String topic = broker.topic(request.getTopic()).getName();
            return ListTopicSubscriptionsResponse.newBuilder()
                    .addAllSubscriptions(broker.subscriptionsOf(topic).stream()
                            .map(subscription -> subscription.resource().getName())
                            .toList())
                    .build();
        });
    }

    @Override
    public void publish(PublishRequest request, StreamObserver<PublishResponse> reply) {
        Replies.one(
                reply,
                () -> PublishResponse.newBuilder()
                        .addAllMessageIds(broker.publish(request.getTopic(), request.getMessagesList()))
                        .build());
    }
}
