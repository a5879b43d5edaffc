package dev.landfall.localcloud.pubsub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.gax.rpc.NotFoundException;
import com.google.cloud.pubsub.v1.MessageReceiver;
import com.google.cloud.pubsub.v1.Subscriber;
import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PublishRequest;
import com.google.pubsub.v1.PublisherGrpc;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.Subscription;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a server ends, and what it refuses. */
@Timeout(60)
class PubSubServerTest {
    private static final PubSubServer.Config QUICK =
            new PubSubServer.Config(Duration.ofMillis(10), Duration.ofMillis(100));

    @Test
    void closingCutsOffAPushThatHangsAndLeavesNoThreads() throws Exception {
        CountDownLatch posted = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (PushEndpoint hanging = new PushEndpoint(post -> {
            posted.countDown();
            await(release);
            return 200;
        })) {
            PubSubServer server = PubSubServer.start(QUICK, 0);
            server.createTopic("p", "topic");
            server.createPushSubscription("p", "hanging", "topic", hanging.url());
            publish(server, PubsubMessage.newBuilder().putAttributes("a", "b").build());
            assertThat(posted.await(10, TimeUnit.SECONDS)).isTrue();
            long before = System.nanoTime();
            server.close();
            release.countDown();
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(3));
            long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
            while (serverThreads() > 0 && System.nanoTime() < giveUp) {
                Thread.onSpinWait();
            }
            assertThat(serverThreads()).isZero();
        }
    }

    @Test
    void aSubscriberLearnsThatItsSubscriptionWasDeleted() throws Exception {
        String subscription = "projects/p/subscriptions/doomed";
        try (PubSubServer server = PubSubServer.start(QUICK, 0);
                PubSubClients clients = new PubSubClients(server)) {
            server.createTopic("p", "topic");
            clients.subscriptions.createSubscription(Subscription.newBuilder()
                    .setName(subscription)
                    .setTopic("projects/p/topics/topic")
                    .build());
            CountDownLatch received = new CountDownLatch(1);
            MessageReceiver receiver = (message, reply) -> {
                reply.ack();
                received.countDown();
            };
            Subscriber subscriber = Subscriber.newBuilder(subscription, receiver)
                    .setChannelProvider(clients.transport)
                    .setCredentialsProvider(PubSubClients.NOBODY)
                    .build();
            subscriber.startAsync().awaitRunning(10, TimeUnit.SECONDS);
            publish(server, PubsubMessage.newBuilder().putAttributes("a", "b").build());
            assertThat(received.await(10, TimeUnit.SECONDS)).isTrue();
            clients.subscriptions.deleteSubscription(subscription);
            assertThatThrownBy(() -> subscriber.awaitTerminated(10, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(NotFoundException.class);
        }
    }

    @Test
    void messagesOutsideTheLimitsAreRefused() throws Exception {
        try (PubSubServer server = PubSubServer.start(QUICK, 0)) {
            server.createTopic("p", "topic");
            assertRefused(Status.Code.INVALID_ARGUMENT, server, PubsubMessage.getDefaultInstance());
            assertRefused(
                    Status.Code.INVALID_ARGUMENT,
                    server,
                    PubsubMessage.newBuilder()
                            .putAttributes("a", "x".repeat(1025))
                            .build());
            assertRefused(
                    Status.Code.UNIMPLEMENTED,
                    server,
                    PubsubMessage.newBuilder()
                            .setData(ByteString.copyFromUtf8("x"))
                            .setOrderingKey("key")
                            .build());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ab", "1abc", "googly", "a/b", "topic!"})
    void illegalIdsAreRefused(String id) throws Exception {
        try (PubSubServer server = PubSubServer.start(QUICK, 0)) {
            assertThatThrownBy(() -> server.createTopic("p", id)).hasMessageContaining("Invalid resource id");
        }
    }

    private static void assertRefused(Status.Code code, PubSubServer server, PubsubMessage message) {
        assertThatThrownBy(() -> publish(server, message))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        e -> assertThat(e.getStatus().getCode()).isEqualTo(code));
    }

    private static void publish(PubSubServer server, PubsubMessage message) {
        ManagedChannel channel = ManagedChannelBuilder.forAddress("127.0.0.1", server.port())
                .usePlaintext()
                .build();
        try {
            var unused = PublisherGrpc.newBlockingStub(channel)
                    .publish(PublishRequest.newBuilder()
                            .setTopic("projects/p/topics/topic")
                            .addMessages(message)
                            .build());
        } finally {
            channel.shutdownNow();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long serverThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("pubsub"))
                .count();
    }
}
