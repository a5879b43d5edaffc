package dev.landfall.localcloud.pubsub;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Sends HTTP requests without waiting for them, and can cut them all off. Thread-safe. */
final class PushClient implements AutoCloseable {
    private final HttpClient http;
    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, CompletableFuture<?>> underway = new ConcurrentHashMap<>();

    PushClient(Executor threads) {
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .executor(threads)
                .build();
    }

    /** @param whenDone gets either the response or the error */
    void send(HttpRequest request, BiConsumer<@Nullable HttpResponse<Void>, @Nullable Throwable> whenDone) {
        CompletableFuture<HttpResponse<Void>> answer = http.sendAsync(request, HttpResponse.BodyHandlers.discarding());
        long number = numbers.incrementAndGet();
        underway.put(number, answer);
        var unused = answer.whenComplete((response, error) -> {
            underway.remove(number);
            whenDone.accept(response, error);
        });
    }

    @Override
    public void close() {
        underway.values().forEach(answer -> answer.cancel(true));
    }
}
