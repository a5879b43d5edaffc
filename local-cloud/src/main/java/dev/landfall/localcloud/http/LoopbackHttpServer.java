package dev.landfall.localcloud.http;

import com.google.gson.JsonParseException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Level;
import java.util.logging.Logger;

/** An HTTP/1.1 server on 127.0.0.1 that hands requests to a {@link Router}. Thread-safe; one thread per request. */
public final class LoopbackHttpServer implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(LoopbackHttpServer.class.getName());

    static {
        // Without it every answer waits about 40 ms for the peer's delayed ACK. Read once, when HttpServer loads.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads;
    private final Router router;

    private LoopbackHttpServer(HttpServer server, ExecutorService threads, Router router) {
        this.server = server;
        this.threads = threads;
        this.router = router;
    }

    /** Starts at once; port 0 takes any free port. */
    public static LoopbackHttpServer start(String name, int port, Router router) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        ExecutorService threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        LoopbackHttpServer started = new LoopbackHttpServer(server, threads, router);
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
            send(exchange, answer(exchange));
        }
    }

    private Response answer(HttpExchange exchange) {
        String method = Request.methodOf(exchange);
        String path = exchange.getRequestURI().getRawPath();
        try {
            Router.Match match =
                    router.match(method, path).orElseThrow(() -> ApiException.unimplemented(method + " " + path));
            return match.handler().handle(new Request(exchange, match.variables()));
        } catch (ApiException e) {
            return e.status() == 304 ? Response.empty(304) : Response.json(e.status(), e.toJson());
        } catch (JsonParseException | IllegalStateException e) {
            LOG.log(Level.FINE, e, () -> method + " " + path);
            ApiException bad = new ApiException(400, "parseError", "Parse Error: " + e.getMessage());
            return Response.json(400, bad.toJson());
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.SEVERE, e, () -> method + " " + path + " failed inside the local cloud");
            ApiException internal = new ApiException(500, "internalError", String.valueOf(e));
            return Response.json(500, internal.toJson());
        }
    }

    private static void send(HttpExchange exchange, Response response) throws IOException {
        response.headers()
                .forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        exchange.getRequestBody().readAllBytes();
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(response.status(), response.length() == 0 || head ? -1 : response.length());
        if (response.length() > 0 && !head) {
            try (OutputStream out = exchange.getResponseBody()) {
                response.body().writeTo(out);
            }
        }
    }
}
