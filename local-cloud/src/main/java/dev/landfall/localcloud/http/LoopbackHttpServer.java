package dev.landfall.localcloud.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP/1.1 server on 127.0.0.1 that hands requests to a {@link Router}. Thread-safe; one thread per request. */
public final class LoopbackHttpServer implements AutoCloseable {
    static {
        // Without it every answer waits about 40 ms for the peer's delayed ACK. Read once, when HttpServer loads.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    /** Bursts of events open many connections at once; one that finds no room here is tried again a second later. */
    private static final int CONNECTIONS_WAITING = 1_000;

    private final HttpServer server;
    private final ExecutorService threads;
    private final Router router;
    private final Interceptor interceptor;

    private LoopbackHttpServer(HttpServer server, ExecutorService threads, Router router, Interceptor interceptor) {
        this.server = server;
        this.threads = threads;
        this.router = router;
        this.interceptor = interceptor;
    }

    /** Starts at once; port 0 takes any free port. */
    public static LoopbackHttpServer start(String name, int port, Router router) throws IOException {
        return start(name, port, router, Interceptor.NONE);
    }

    /** @param interceptor sees every request first */
    public static LoopbackHttpServer start(String name, int port, Router router, Interceptor interceptor)
            throws IOException {
        HttpServer server = HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECTIONS_WAITING);
        ExecutorService threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        LoopbackHttpServer started = new LoopbackHttpServer(server, threads, router, interceptor);
        server.setExecutor(threads);
        server.createContext("/", started::serve);
        server.start();
        return started;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            Optional<Response> answer = answer(exchange);
            if (answer.isPresent()) {
                send(exchange, answer.get());
            }
        }
    }

    private Optional<Response> answer(HttpExchange exchange) {
        try {
            Request request = Request.of(exchange);
            return interceptor.answer(request, () -> Optional.of(router.answer(request)));
        } catch (ApiException e) {
            return Optional.of(Response.error(e));
        }
    }

    private static void send(HttpExchange exchange, Response response) throws IOException {
        // A refused upload is read to its end, or the client sees a reset connection instead of the reason.
        exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
        response.headers()
                .forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(response.status(), head ? -1 : lengthForHttpServer(response));
        if (response.length() != 0 && !head) {
            try (OutputStream out = exchange.getResponseBody()) {
                response.body().writeTo(out);
            }
        }
    }

    /** The JDK server takes -1 for "no body" and 0 for "chunked". */
    private static long lengthForHttpServer(Response response) {
        if (response.length() == 0) {
            return -1;
        }
        return response.length() == Response.UNKNOWN_LENGTH ? 0 : response.length();
    }
}
