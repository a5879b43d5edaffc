package dev.landfall.localcloud.events;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Posts a CloudEvent in binary mode over HTTP/1.1. Thread-safe. */
final class HttpEventSender implements EventSender {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final HttpClient client;
    private final Duration timeout;

    /** @param timeout how long the receiver may take; no answer by then is a failed attempt */
    HttpEventSender(Executor executor, Duration timeout) {
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .executor(executor)
                .build();
        this.timeout = timeout;
    }

    @Override
    public CompletableFuture<Integer> send(URI receiver, CloudEvent event) {
        HttpRequest.Builder request = HttpRequest.newBuilder(receiver)
                .timeout(timeout)
                .POST(HttpRequest.BodyPublishers.ofString(event.data()));
        event.headers().forEach(request::header);
        return client.sendAsync(request.build(), HttpResponse.BodyHandlers.discarding())
                .thenApply(HttpResponse::statusCode);
    }
}
