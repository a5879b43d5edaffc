package dev.landfall.localcloud.pubsub;

import com.google.pubsub.v1.PushConfig;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.Topic;
import dev.landfall.localcloud.grpc.HandlerThreads;
import dev.landfall.localcloud.grpc.LoopbackGrpcServer;
import io.grpc.ServerInterceptor;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** A Pub/Sub on 127.0.0.1, in memory. It begins without topics. Thread-safe. */
public final class PubSubServer implements AutoCloseable {
    /**
     * How patient the server is with push endpoints that fail, where a subscription has no retry policy of its own.
     *
     * @param minBackoff the wait after the first failed attempt; it doubles from there
     * @param maxBackoff the longest wait
     */
    public record Config(Duration minBackoff, Duration maxBackoff) {
        /** As Eventarc does it: 10 s to 600 s. */
        public static Config likeEventarc() {
            return new Config(Duration.ofSeconds(10), Duration.ofMinutes(10));
        }

        public Config {
            if (minBackoff.isNegative() || maxBackoff.compareTo(minBackoff) < 0) {
                throw new IllegalArgumentException("Backoff from " + minBackoff + " to " + maxBackoff);
            }
        }
    }

    private final LoopbackGrpcServer server;
    private final Broker broker;
    private final ExecutorService threads;
    private final ScheduledExecutorService timer;

    private PubSubServer(
            LoopbackGrpcServer server, Broker broker, ExecutorService threads, ScheduledExecutorService timer) {
        this.server = server;
        this.broker = broker;
        this.threads = threads;
        this.timer = timer;
    }

    /** Starts at once; port 0 takes any free port. */
    public static PubSubServer start(Config config, int port) throws IOException {
        return start(config, port, List.of());
    }

    /** @param interceptors see every call first */
    public static PubSubServer start(Config config, int port, List<ServerInterceptor> interceptors) throws IOException {
        ExecutorService threads = HandlerThreads.named("pubsub");
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "pubsub-timer");
            thread.setDaemon(true);
            return thread;
        });
        Broker broker =
                new Broker(Clock.systemUTC(), threads, timer, new Backoff(config.minBackoff(), config.maxBackoff()));
        try {
            LoopbackGrpcServer server = LoopbackGrpcServer.start(
                    "pubsub",
                    port,
                    threads,
                    List.of(new PublisherService(broker), new SubscriberService(broker, threads)),
                    interceptors);
            return new PubSubServer(server, broker, threads, timer);
        } catch (IOException | RuntimeException e) {
            timer.shutdownNow();
            threads.shutdownNow();
            throw e;
        }
    }

    public int port() {
        return server.port();
    }

    /** @param topic the id, without project */
    public void createTopic(String project, String topic) {
        broker.createTopic(Topic.newBuilder()
                .setName(new ResourceName(project, ResourceName.Kind.TOPIC, topic).toString())
                .build());
    }

    /** Posts every message of a topic of the same project to a URL, as a CloudEvent. The ack deadline is 600 s. */
    public void createPushSubscription(String project, String name, String topic, String url) {
        broker.createSubscription(Subscription.newBuilder()
                .setName(new ResourceName(project, ResourceName.Kind.SUBSCRIPTION, name).toString())
                .setTopic(new ResourceName(project, ResourceName.Kind.TOPIC, topic).toString())
                .setAckDeadlineSeconds(600)
                .setPushConfig(PushConfig.newBuilder().setPushEndpoint(url))
                .build());
    }

    /** Cuts calls and pushes that are under way off. */
    @Override
    public void close() {
        timer.shutdownNow();
        server.close();
        broker.close();
        threads.shutdownNow();
    }
}
