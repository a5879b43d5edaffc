package dev.landfall.endtoend.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** One address for several instances of a function: requests go to each in turn. Thread-safe. */
final class Instances implements AutoCloseable {
    private final List<URI> instances;
    private final AtomicInteger next = new AtomicInteger();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "instances");
        thread.setDaemon(true);
        return thread;
    });
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Instances(List<URI> instances, HttpServer server) {
        this.instances = List.copyOf(instances);
        this.server = server;
    }

    static Instances of(List<URI> instances) throws IOException {
        Instances started = new Instances(
                instances,
                HttpServer.create(
                        new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 1_000));
        started.server.setExecutor(started.threads);
        started.server.createContext("/", started::forward);
        started.server.start();
        return started;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    private void forward(HttpExchange exchange) throws IOException {
        try (exchange) {
            URI instance = instances.get(Math.floorMod(next.getAndIncrement(), instances.size()));
            HttpRequest.Builder request = HttpRequest.newBuilder(instance)
                    .POST(HttpRequest.BodyPublishers.ofByteArray(
                            exchange.getRequestBody().readAllBytes()));
            exchange.getRequestHeaders().forEach((name, values) -> {
                String lower = name.toLowerCase(Locale.ROOT);
                if (lower.startsWith("ce-") || lower.equals("content-type")) {
                    request.header(name, values.get(0));
                }
            });
            exchange.sendResponseHeaders(send(request.build()), -1);
        }
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
        server.stop(0);
        threads.shutdownNow();
    }
}
