package dev.landfall.endtoend.convergence;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.pubsub.v1.Publisher;
import com.google.cloud.storage.Storage;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.landfall.gcp.client.CloudClients;
import dev.landfall.localcloud.LocalCloud;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * One local cloud for many worlds, reached over the wire by the clients that the functions use. What is published to the
 * merge topic is pushed to this object, which hands it to the world whose dataset it names. Thread-safe.
 */
final class Cloud implements AutoCloseable {
    static final String PROJECT = "landfall-local";
    static final String LOCATION = "US";
    private static final String TOPIC = "landfall-merge";

    private final HttpServer pushed;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final LocalCloud local;
    private final CloudClients clients;
    private final Storage storage;
    private final BigQuery bigQuery;
    private final Publisher publisher;
    private final Map<String, Consumer<String>> receivers = new ConcurrentHashMap<>();
    private final AtomicLong worlds = new AtomicLong();

    Cloud() throws IOException {
        pushed = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        pushed.setExecutor(threads);
        pushed.createContext("/", this::receive);
        pushed.start();
        local = LocalCloud.builder()
                .project(PROJECT)
                .location(LOCATION)
                .topic(TOPIC)
                .push(
                        "merger",
                        TOPIC,
                        URI.create("http://127.0.0.1:" + pushed.getAddress().getPort() + "/"))
                .start();
        clients = clients("(default)");
        storage = clients.storage();
        bigQuery = clients.bigQuery();
        publisher = clients.publisher(TOPIC);
    }

    Storage storage() {
        return storage;
    }

    BigQuery bigQuery() {
        return bigQuery;
    }

    Publisher publisher() {
        return publisher;
    }

    /** New clients of one Firestore database; the caller closes them. */
    CloudClients clients(String firestoreDatabase) {
        return new CloudClients(PROJECT, LOCATION, firestoreDatabase, local.environment());
    }

    /** A number that no other world has. */
    long nextWorld() {
        return worlds.incrementAndGet();
    }

    /** Merge messages whose attribute {@code dataset} is this one go here, as the function gets them. */
    void receive(String dataset, Consumer<String> receiver) {
        receivers.put(dataset, receiver);
    }

    void forget(String dataset) {
        receivers.remove(dataset);
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            JsonObject attributes = JsonParser.parseString(body)
                    .getAsJsonObject()
                    .getAsJsonObject("message")
                    .getAsJsonObject("attributes");
            Consumer<String> receiver = receivers.get(attributes.get("dataset").getAsString());
            if (receiver != null) {
                receiver.accept(body);
            }
            exchange.sendResponseHeaders(204, -1);
        }
    }

    @Override
    public void close() {
        clients.close();
        local.close();
        pushed.stop(0);
        threads.shutdownNow();
    }
}
