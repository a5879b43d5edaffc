package dev.landfall.localcloud.storage;

import com.google.cloud.NoCredentials;
import com.google.cloud.storage.BucketInfo;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.StorageOptions;
import dev.landfall.localcloud.http.LoopbackHttpServer;
import dev.landfall.localcloud.http.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Cloud Storage on a free port, with the real client, plain HTTP, and one bucket. */
final class ServedStorage implements AutoCloseable {
    static final String BUCKET = "bucket-one";

    final ObjectStore store;
    final Storage client;
    final List<StoredObject> finalized = new CopyOnWriteArrayList<>();
    private final LoopbackHttpServer server;
    private final HttpClient http = HttpClient.newHttpClient();

    private ServedStorage(ObjectStore store, LoopbackHttpServer server) {
        this.store = store;
        this.server = server;
        this.client = StorageOptions.newBuilder()
                .setHost("http://127.0.0.1:" + server.port())
                .setProjectId("project-one")
                .setCredentials(NoCredentials.getInstance())
                .build()
                .getService();
        store.onFinalize(finalized::add);
    }

    static ServedStorage start() throws IOException {
        ObjectStore store = ObjectStore.open(Clock.systemUTC(), Optional.empty());
        Router router = StorageApi.addTo(new Router(), store, "US");
        ServedStorage started = new ServedStorage(store, LoopbackHttpServer.start("storage", 0, router));
        started.client.create(BucketInfo.of(BUCKET));
        return started;
    }

    URI uri(String pathAndQuery) {
        return URI.create("http://127.0.0.1:" + server.port() + pathAndQuery);
    }

    HttpRequest.Builder request(String pathAndQuery) {
        return HttpRequest.newBuilder(uri(pathAndQuery));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() throws Exception {
        client.close();
        server.close();
        store.close();
    }
}
