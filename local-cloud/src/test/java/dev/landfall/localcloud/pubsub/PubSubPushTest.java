package dev.landfall.localcloud.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.pubsub.v1.DeadLetterPolicy;
import com.google.pubsub.v1.PushConfig;
import com.google.pubsub.v1.RetryPolicy;
import com.google.pubsub.v1.Subscription;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PubSubPushTest extends PubSubTest {
    @Test
    void messagesArriveAsCloudEvents() throws Exception {
        String topic = newTopic();
        try (PushEndpoint endpoint = new PushEndpoint(post -> 200)) {
            server.createPushSubscription(PROJECT, "events", topic, endpoint.url());
            String id = publish(topic, "hé\"llo", Map.of("table", "orders \"quoted\" \\ ž"));
            PushEndpoint.Post post = endpoint.next();
            assertThat(post.headers())
                    .containsEntry("ce-id", id)
                    .containsEntry("ce-specversion", "1.0")
                    .containsEntry("ce-type", "google.cloud.pubsub.topic.v1.messagePublished")
                    .containsEntry("ce-source", "//pubsub.googleapis.com/projects/local/topics/" + topic)
                    .containsEntry("content-type", "application/json");
            JsonObject message = post.message();
            assertThat(Base64.getDecoder().decode(message.get("data").getAsString()))
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("hé\"llo");
            assertThat(message.getAsJsonObject("attributes").get("table").getAsString())
                    .isEqualTo("orders \"quoted\" \\ ž");
            assertThat(message.get("messageId").getAsString()).isEqualTo(id);
            assertThat(post.headers())
                    .containsEntry("ce-time", message.get("publishTime").getAsString());
            assertThat(Instant.parse(message.get("publishTime").getAsString())).isBeforeOrEqualTo(Instant.now());
            assertThat(post.body().get("subscription").getAsString()).isEqualTo(subscriptionName("events"));
            assertThat(post.body().has("deliveryAttempt")).isFalse();
        }
    }

    @Test
    void failuresAreRetriedWithGrowingPausesUntilSuccess() throws Exception {
        String topic = newTopic();
        try (PushEndpoint endpoint = new PushEndpoint(post -> post < 4 ? 500 : 204)) {
            server.createPushSubscription(PROJECT, "retried", topic, endpoint.url());
            String id = publish(topic, "again", Map.of());
            List<Long> times = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                PushEndpoint.Post post = endpoint.next();
                assertThat(post.headers()).containsEntry("ce-id", id);
                times.add(TimeUnit.NANOSECONDS.toMillis(post.nanos()));
            }
            assertThat(times.get(1) - times.get(0)).isGreaterThanOrEqualTo(49);
            assertThat(times.get(2) - times.get(1)).isGreaterThanOrEqualTo(99);
            assertThat(times.get(3) - times.get(2)).isGreaterThanOrEqualTo(199);
            // Acknowledged: by the time a later message arrives, the first has not come again.
            publish(topic, "later", Map.of());
            assertThat(endpoint.next().headers()).doesNotContainEntry("ce-id", id);
            assertThat(endpoint.isQuiet()).isTrue();
        }
    }

    @Test
    void messagesThatFailTooOftenGoToTheDeadLetterTopic() throws Exception {
        String topic = newTopic();
        String letters = newTopic();
        try (PushEndpoint failing = new PushEndpoint(post -> 400);
                PushEndpoint morgue = new PushEndpoint(post -> 200)) {
            server.createPushSubscription(PROJECT, "morgue", letters, morgue.url());
            clients.subscriptions.createSubscription(Subscription.newBuilder()
                    .setName(subscriptionName("failing"))
                    .setTopic(topicName(topic))
                    .setPushConfig(PushConfig.newBuilder().setPushEndpoint(failing.url()))
                    .setRetryPolicy(RetryPolicy.newBuilder()
                            .setMinimumBackoff(millis(1))
                            .setMaximumBackoff(millis(10)))
                    .setDeadLetterPolicy(DeadLetterPolicy.newBuilder()
                            .setDeadLetterTopic(topicName(letters))
                            .setMaxDeliveryAttempts(6))
                    .build());
            publish(topic, "poison", Map.of("table", "orders"));
            for (int attempt = 1; attempt <= 6; attempt++) {
                assertThat(failing.next().body().get("deliveryAttempt").getAsInt())
                        .isEqualTo(attempt);
            }
            JsonObject attributes = morgue.next().message().getAsJsonObject("attributes");
            assertThat(attributes.get("table").getAsString()).isEqualTo("orders");
            assertThat(attributes
                            .get("CloudPubSubDeadLetterSourceDeliveryCount")
                            .getAsString())
                    .isEqualTo("6");
            assertThat(attributes.get("CloudPubSubDeadLetterSourceSubscription").getAsString())
                    .isEqualTo("failing");
            assertThat(attributes
                            .get("CloudPubSubDeadLetterSourceSubscriptionProject")
                            .getAsString())
                    .isEqualTo(PROJECT);
            assertThat(failing.isQuiet()).isTrue();
        }
    }

    @Test
    void anEndpointThatIsNotThereYetIsTriedAgain() throws Exception {
        String topic = newTopic();
        server.createPushSubscription(PROJECT, "moved", topic, "http://127.0.0.1:1/nobody");
        publish(topic, "patient", Map.of());
        try (PushEndpoint endpoint = new PushEndpoint(post -> 200)) {
            clients.subscriptions.modifyPushConfig(
                    subscriptionName("moved"),
                    PushConfig.newBuilder().setPushEndpoint(endpoint.url()).build());
            assertThat(endpoint.next().message().get("data").getAsString())
                    .isEqualTo(Base64.getEncoder().encodeToString("patient".getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static com.google.protobuf.Duration millis(int millis) {
        return com.google.protobuf.Duration.newBuilder()
                .setNanos(millis * 1_000_000)
                .build();
    }
}
