package dev.landfall.localcloud.pubsub;

import com.google.pubsub.v1.PushConfig;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.Topic;
import dev.landfall.localcloud.grpc.HandlerThreads;
import dev.landfall.localcloud.grpc.LoopbackGrpcServer;
import dev.landfall.localcloud.journal.FileJournal;
import dev.landfall.localcloud.journal.Journal;
import io.grpc.ServerInterceptor;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A Pub/Sub on 127.0.0.1. It begins without topics. All messages are in memory; a folder, if there is one, keeps them over
 * a restart. Thread-safe.
 */
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

    private static final Logger LOG = Logger.getLogger(PubSubServer.class.getName());

    private final LoopbackGrpcServer server;
    private final Broker broker;
    private final ExecutorService threads;
    private final ScheduledExecutorService timer;
    private final Closeable journal;

    private PubSubServer(
            LoopbackGrpcServer server,
            Broker broker,
            ExecutorService threads,
            ScheduledExecutorService timer,
            Closeable journal) {
        this.journal = journal;
        this.server = server;
        this.broker = broker;
        this.threads = threads;
        this.timer = timer;
    }

    /** Starts at once; port 0 takes any free port. */
    public static PubSubServer start(Config config, int port) throws IOException {
        return start(config, port, new KeptBroker(), Journal.NONE, () -> {}, List.of());
    }

    /**
     * @param folder where topics, subscriptions and messages are kept; what is there already is served again
     * @throws IOException if the port is taken, or the folder can not be read or written
     */
    public static PubSubServer start(Config config, int port, Path folder) throws IOException {
        return start(config, port, Optional.of(folder), List.of());
    }

    /**
     * @param folder where topics, subscriptions and messages are kept, if they are
     * @param interceptors see every call first
     */
    public static PubSubServer start(
            Config config, int port, Optional<Path> folder, List<ServerInterceptor> interceptors) throws IOException {
        KeptBroker kept = new KeptBroker();
        if (folder.isEmpty()) {
            return start(config, port, kept, Journal.NONE, () -> {}, interceptors);
        }
        Files.createDirectories(folder.get());
        FileJournal journal = FileJournal.open(folder.get().resolve("messages.journal"), kept::replay, kept::writeTo);
        return start(config, port, kept, journal, journal, interceptors);
    }

    private static PubSubServer start(
            Config config,
            int port,
            KeptBroker kept,
            Journal journal,
            Closeable closedAtTheEnd,
            List<ServerInterceptor> interceptors)
            throws IOException {
        ExecutorService threads = HandlerThreads.named("pubsub");
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "pubsub-timer");
            thread.setDaemon(true);
            return thread;
        });
        Backoff backoff = new Backoff(config.minBackoff(), config.maxBackoff());
        Broker broker = new Broker(Clock.systemUTC(), threads, timer, backoff, new BrokerJournal(journal));
        try {
            broker.restore(kept);
            LoopbackGrpcServer server = LoopbackGrpcServer.start(
                    "pubsub",
                    port,
                    threads,
                    List.of(new PublisherService(broker), new SubscriberService(broker, threads)),
                    interceptors);
            return new PubSubServer(server, broker, threads, timer, closedAtTheEnd);
        } catch (IOException | RuntimeException e) {
            timer.shutdownNow();
            threads.shutdownNow();
            closedAtTheEnd.close();
            throw e;
        }
    }

    public int port() {
        return server.port();
    }

    /**
     * Makes sure that there is a topic.
     *
     * @param topic the id, without project
     */
    public void createTopic(String project, String topic) {
        String name = new ResourceName(project, ResourceName.Kind.TOPIC, topic).toString();
        if (!broker.topics().containsKey(name)) {
            broker.createTopic(Topic.newBuilder().setName(name).build());
        }
    }

    /**
     * Posts every message of a topic of the same project to a URL, as a CloudEvent. The ack deadline is 600 s. A
     * subscription that is there already gets the URL.
     */
    public void createPushSubscription(String project, String name, String topic, String url) {
        PushConfig push = PushConfig.newBuilder().setPushEndpoint(url).build();
        Subscription wanted = Subscription.newBuilder()
                .setName(new ResourceName(project, ResourceName.Kind.SUBSCRIPTION, name).toString())
                .setTopic(new ResourceName(project, ResourceName.Kind.TOPIC, topic).toString())
                .setAckDeadlineSeconds(600)
                .setPushConfig(push)
                .build();
        ActiveSubscription present = broker.subscriptions().get(wanted.getName());
        if (present == null) {
            broker.createSubscription(wanted);
        } else {
            present.replace(present.resource().toBuilder().setPushConfig(push).build());
        }
    }

    /** Cuts calls and pushes that are under way off. */
    @Override
    public void close() {
        timer.shutdownNow();
        server.close();
        broker.close();
        threads.shutdownNow();
        try {
            journal.close();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The journal of Pub/Sub was not closed well; all that was acknowledged is in it", e);
        }
    }
}
