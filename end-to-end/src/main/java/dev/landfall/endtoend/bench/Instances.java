package dev.landfall.endtoend.bench;

import dev.landfall.localcloud.http.LoopbackHttpServer;
import dev.landfall.localcloud.http.Request;
import dev.landfall.localcloud.http.Response;
import dev.landfall.localcloud.http.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** One address for several instances of a function: requests go to each in turn. Thread-safe. */
final class Instances implements AutoCloseable {
    private final List<URI> instances;
    private final AtomicInteger next = new AtomicInteger();
    private final LoopbackHttpServer server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Instances(List<URI> instances) throws IOException {
        this.instances = List.copyOf(instances);
        this.server = LoopbackHttpServer.start("instances", 0, new Router().on("POST", "/", this::forward));
    }

    static Instances of(List<URI> instances) throws IOException {
        return new Instances(instances);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.port() + "/");
    }

    private Response forward(Request request) throws IOException {
        URI instance = instances.get(Math.floorMod(next.getAndIncrement(), instances.size()));
        HttpRequest.Builder forwarded = HttpRequest.newBuilder(instance)
                .POST(HttpRequest.BodyPublishers.ofByteArray(request.body().readAllBytes()));
        for (String name : request.headerNames()) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.startsWith("ce-") || lower.equals("content-type")) {
                forwarded.header(name, request.header(name).orElseThrow());
            }
        }
        return Response.empty(send(forwarded.build()));
    }

    private int send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 503;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 503;
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
