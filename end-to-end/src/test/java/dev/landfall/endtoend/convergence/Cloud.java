package dev.landfall.endtoend.convergence;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.pubsub.v1.Publisher;
import com.google.cloud.storage.Storage;
import com.google.gson.JsonObject;
import dev.landfall.gcp.client.CloudClients;
import dev.landfall.localcloud.LocalCloud;
import dev.landfall.localcloud.fault.FaultPlan;
import dev.landfall.localcloud.http.LoopbackHttpServer;
import dev.landfall.localcloud.http.Request;
import dev.landfall.localcloud.http.Response;
import dev.landfall.localcloud.http.Router;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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

    private final LoopbackHttpServer pushed;
    private final LocalCloud local;
    private final CloudClients clients;
    private final Storage storage;
    private final BigQuery bigQuery;
    private final Publisher publisher;
    private final Map<String, Consumer<String>> receivers = new ConcurrentHashMap<>();
    private final AtomicLong worlds = new AtomicLong();

    Cloud() throws IOException {
        this(FaultPlan.NONE);
    }

    /** @param faults of the wire, besides what a schedule does to ports */
    Cloud(FaultPlan faults) throws IOException {
        pushed = LoopbackHttpServer.start("merge-messages", 0, new Router().on("POST", "/", this::receive));
        local = LocalCloud.builder()
                .project(PROJECT)
                .location(LOCATION)
                .topic(TOPIC)
                .faults(faults)
                .push("merger", TOPIC, URI.create("http://127.0.0.1:" + pushed.port() + "/"))
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

    private Response receive(Request request) throws IOException {
        JsonObject body = request.json();
        String dataset = body.getAsJsonObject("message")
                .getAsJsonObject("attributes")
                .get("dataset")
                .getAsString();
        Consumer<String> receiver = receivers.get(dataset);
        if (receiver != null) {
            receiver.accept(body.toString());
        }
        return Response.empty(204);
    }

    @Override
    public void close() {
        clients.close();
        local.close();
        pushed.close();
    }
}
