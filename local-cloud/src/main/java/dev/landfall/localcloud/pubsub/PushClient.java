package dev.landfall.localcloud.pubsub;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Sends HTTP requests without waiting for them, and can cut them all off. Thread-safe. */
final class PushClient implements AutoCloseable {
    private final HttpClient http;
    private final Set<CompletableFuture<?>> underway = ConcurrentHashMap.newKeySet();

    PushClient(Executor threads) {
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .executor(threads)
                .build();
    }

    /** @param whenDone gets either the response or the error */
    void send(HttpRequest request, BiConsumer<@Nullable HttpResponse<Void>, @Nullable Throwable> whenDone) {
        CompletableFuture<HttpResponse<Void>> answer = http.sendAsync(request, HttpResponse.BodyHandlers.discarding());
        underway.add(answer);
        var unused = answer.whenComplete((response, error) -> {
            underway.remove(answer);
            whenDone.accept(response, error);
        });
    }

    @Override
    public void close() {
        underway.forEach(answer -> answer.cancel(true));
    }
}
