package dev.landfall.localcloud.pubsub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.gax.rpc.AlreadyExistsException;
import com.google.api.gax.rpc.NotFoundException;
import com.google.api.gax.rpc.UnimplementedException;
import com.google.cloud.pubsub.v1.AckReplyConsumer;
import com.google.cloud.pubsub.v1.MessageReceiver;
import com.google.cloud.pubsub.v1.Publisher;
import com.google.cloud.pubsub.v1.Subscriber;
import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.PullRequest;
import com.google.pubsub.v1.ReceivedMessage;
import com.google.pubsub.v1.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PubSubPullTest extends PubSubTest {
    @Test
    void acknowledgedMessagesDoNotComeAgain() throws Exception {
        String subscription = newSubscription();
        List<ReceivedMessage> received = pull(subscription, true);
        assertThat(received).hasSize(1);
        assertThat(received.get(0).getMessage().getData().toStringUtf8()).isEqualTo("text");
        assertThat(received.get(0).getDeliveryAttempt()).isZero();
        clients.subscriptions.acknowledge(subscription, List.of(received.get(0).getAckId()));
        assertThat(pull(subscription, false)).isEmpty();
    }

    @Test
    void givingAMessageBackBringsItAgain() throws Exception {
        String subscription = newSubscription();
        ReceivedMessage first = pull(subscription, true).get(0);
        assertThat(pull(subscription, false)).isEmpty();
        clients.subscriptions.modifyAckDeadline(subscription, List.of(first.getAckId()), 0);
        ReceivedMessage second = pull(subscription, true).get(0);
        assertThat(second.getMessage()).isEqualTo(first.getMessage());
        assertThat(second.getAckId()).isNotEqualTo(first.getAckId());
    }

    @Test
    void aMessageComesAgainWhenItsDeadlinePasses() throws Exception {
        String subscription = newSubscription();
        ReceivedMessage first = pull(subscription, true).get(0);
        Instant taken = Instant.now();
        clients.subscriptions.modifyAckDeadline(subscription, List.of(first.getAckId()), 2);
        ReceivedMessage second = pull(subscription, true).get(0);
        assertThat(Duration.between(taken, Instant.now())).isGreaterThan(Duration.ofMillis(1900));
        assertThat(second.getMessage()).isEqualTo(first.getMessage());
        // The first delivery is over: acknowledging it does not take the second back.
        clients.subscriptions.acknowledge(subscription, List.of(first.getAckId()));
        clients.subscriptions.modifyAckDeadline(subscription, List.of(second.getAckId()), 0);
        assertThat(pull(subscription, true)).hasSize(1);
    }

    @Test
    void subscribersReceiveEverythingOverAStream() throws Exception {
        String topic = newTopic();
        String subscription = subscriptionName(topic + "-stream");
        create(subscription, topic);
        int count = 300;
        Set<String> seen = ConcurrentHashMap.newKeySet();
        CountDownLatch all = new CountDownLatch(count);
        Set<String> refusedOnce = ConcurrentHashMap.newKeySet();
        MessageReceiver receiver = (PubsubMessage message, AckReplyConsumer reply) -> {
            String text = message.getData().toStringUtf8();
            if (text.endsWith("7") && refusedOnce.add(text)) {
                reply.nack();
                return;
            }
            if (seen.add(text)) {
                all.countDown();
            }
            reply.ack();
        };
        Subscriber subscriber = Subscriber.newBuilder(subscription, receiver)
                .setChannelProvider(clients.transport)
                .setCredentialsProvider(PubSubClients.NOBODY)
                .build();
        subscriber.startAsync().awaitRunning(10, TimeUnit.SECONDS);
        Publisher publisher = clients.publisher(topicName(topic));
        for (int i = 0; i < count; i++) {
            var unused = publisher.publish(PubsubMessage.newBuilder()
                    .setData(ByteString.copyFromUtf8("message " + i))
                    .build());
        }
        publisher.shutdown();
        assertThat(all.await(20, TimeUnit.SECONDS))
                .as("received %s", seen.size())
                .isTrue();
        subscriber.stopAsync().awaitTerminated(20, TimeUnit.SECONDS);
        assertThat(refusedOnce).hasSize(30);
    }

    @Test
    void publishingToAMissingTopicIsNotFound() {
        assertThatThrownBy(() -> publish("no-such-topic", "text", Map.of()))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(NotFoundException.class)
                .hasMessageContaining("Resource not found (resource=no-such-topic).");
    }

    @Test
    void namesAreUniqueAndListed() {
        String topic = newTopic();
        assertThatThrownBy(() -> clients.topics.createTopic(topicName(topic)))
                .isInstanceOf(AlreadyExistsException.class);
        assertThat(clients.topics.listTopics("projects/" + PROJECT).iterateAll())
                .extracting(listed -> listed.getName())
                .contains(topicName(topic));
        assertThat(clients.topics.listTopics("projects/other").iterateAll()).isEmpty();
        String subscription = subscriptionName(topic + "-listed");
        create(subscription, topic);
        assertThatThrownBy(() -> create(subscription, topic)).isInstanceOf(AlreadyExistsException.class);
        clients.topics.deleteTopic(topicName(topic));
        assertThat(clients.subscriptions.getSubscription(subscription).getTopic())
                .isEqualTo("_deleted-topic_");
        clients.subscriptions.deleteSubscription(subscription);
        assertThatThrownBy(() -> clients.subscriptions.getSubscription(subscription))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void whatIsNotDoneIsRefusedByName() {
        String topic = newTopic();
        assertThatThrownBy(() -> clients.subscriptions.createSubscription(Subscription.newBuilder()
                        .setName(subscriptionName("filtered"))
                        .setTopic(topicName(topic))
                        .setFilter("attributes.a = \"b\"")
                        .build()))
                .isInstanceOf(UnimplementedException.class)
                .hasMessageContaining("subscription filters");
    }

    private String newSubscription() throws Exception {
        String topic = newTopic();
        String subscription = subscriptionName(topic + "-pull");
        create(subscription, topic);
        publish(topic, "text", Map.of());
        return subscription;
    }

    private void create(String subscription, String topic) {
        clients.subscriptions.createSubscription(Subscription.newBuilder()
                .setName(subscription)
                .setTopic(topicName(topic))
                .build());
    }

    @SuppressWarnings("deprecation") // Looking without waiting is what a test for "nothing there" needs.
    private List<ReceivedMessage> pull(String subscription, boolean wait) {
        return clients.subscriptions
                .pullCallable()
                .call(PullRequest.newBuilder()
                        .setSubscription(subscription)
                        .setMaxMessages(10)
                        .setReturnImmediately(!wait)
                        .build())
                .getReceivedMessagesList();
    }
}
