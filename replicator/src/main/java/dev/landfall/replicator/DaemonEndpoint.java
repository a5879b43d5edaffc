package dev.landfall.replicator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.landfall.replicator.failure.ReplicationException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** Serves {@code /health} (200, or 503 when no cycle ended for too long) and {@code /metrics} of a daemon. */
final class DaemonEndpoint implements AutoCloseable {
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    private final HttpServer server;

    private DaemonEndpoint(HttpServer server) {
        this.server = server;
    }

    /** @param address {@code host:port}; port 0 takes a free one */
    static DaemonEndpoint listen(String address, Daemon daemon) {
        int colon = address.lastIndexOf(':');
        try {
            HttpServer server = HttpServer.create(
                    new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1))),
                    0);
            server.createContext("/health", exchange -> {
                boolean healthy = daemon.isHealthy();
                answer(exchange, healthy ? OK : UNAVAILABLE, healthy ? "ok\n" : "no cycle ended for too long\n");
            });
            server.createContext("/metrics", exchange -> answer(exchange, OK, daemon.metrics()));
            server.start();
            return new DaemonEndpoint(server);
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw ReplicationException.configuration(
                    "Cannot serve /health and /metrics at '" + address + "': " + e.getMessage()
                            + ". Give a free HOST:PORT with --listen");
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
        exchange.sendResponseHeaders(status, body.length);
        try (exchange) {
            exchange.getResponseBody().write(body);
        }
    }

    String address() {
        return server.getAddress().getHostString() + ":" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
