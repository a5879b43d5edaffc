package dev.landfall.localcloud.pubsub;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;

/** An HTTP server that keeps what was posted to it and answers as told. */
final class PushEndpoint implements AutoCloseable {
    record Post(Map<String, String> headers, JsonObject body, long nanos) {
        JsonObject message() {
            return body.getAsJsonObject("message");
        }
    }

    private final HttpServer server;
    private final BlockingQueue<Post> posts = new LinkedBlockingQueue<>();

    /** @param status the answer to the n-th post, from 1 */
    PushEndpoint(IntUnaryOperator status) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        int[] count = {0};
        server.createContext("/", exchange -> {
            Map<String, String> headers = new HashMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            posts.add(new Post(headers, JsonParser.parseString(body).getAsJsonObject(), System.nanoTime()));
            exchange.sendResponseHeaders(status.applyAsInt(++count[0]), -1);
            exchange.close();
        });
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/function";
    }

    Post next() throws InterruptedException {
        Post post = posts.poll(10, TimeUnit.SECONDS);
        if (post == null) {
            throw new AssertionError("Nothing was posted for 10 seconds");
        }
        return post;
    }

    boolean isQuiet() {
        return posts.isEmpty();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
