package dev.landfall.localcloud.pubsub;

import com.google.cloud.pubsub.v1.Publisher;
import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** A server and clients for one test class; each test makes topics of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PubSubTest {
    protected static final String PROJECT = "local";

    protected PubSubServer server;
    protected PubSubClients clients;

    @BeforeAll
    void connect() throws Exception {
        server = PubSubServer.start(new PubSubServer.Config(Duration.ofMillis(50), Duration.ofMillis(400)), 0);
        clients = new PubSubClients(server);
    }

    @AfterAll
    void disconnect() {
        clients.close();
        server.close();
    }

    /** A new topic's id. */
    String newTopic() {
        String id = "topic-" + UUID.randomUUID();
        server.createTopic(PROJECT, id);
        return id;
    }

    static String topicName(String id) {
        return "projects/" + PROJECT + "/topics/" + id;
    }

    static String subscriptionName(String id) {
        return "projects/" + PROJECT + "/subscriptions/" + id;
    }

    String publish(String topic, String text, Map<String, String> attributes) throws Exception {
        Publisher publisher = clients.publisher(topicName(topic));
        try {
            PubsubMessage message = PubsubMessage.newBuilder()
                    .setData(ByteString.copyFromUtf8(text))
                    .putAllAttributes(attributes)
                    .build();
            return publisher.publish(message).get(10, TimeUnit.SECONDS);
        } finally {
            publisher.shutdown();
        }
    }
}
