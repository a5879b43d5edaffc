package dev.landfall.gcp.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.Storage;
import com.sun.net.httpserver.HttpServer;
import dev.landfall.core.landing.LandingBucket;
import dev.landfall.core.landing.LandingBucketContract;
import dev.landfall.gcp.client.CloudClients;
import dev.landfall.localcloud.http.LoopbackHttpServer;
import dev.landfall.localcloud.http.Router;
import dev.landfall.localcloud.storage.ObjectStore;
import dev.landfall.localcloud.storage.StorageApi;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The bucket over the wire. Each test has a bucket of its own. */
@Tag("wire")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CloudStorageBucketTest extends LandingBucketContract {
    private final ObjectStore objects;
    private final LoopbackHttpServer server;
    private final CloudClients clients;
    private final Storage storage;
    private String name = "";
    private int buckets;

    CloudStorageBucketTest() throws IOException {
        objects = ObjectStore.open(Clock.systemUTC(), Optional.empty());
        server = LoopbackHttpServer.start("cloud-storage", 0, StorageApi.addTo(new Router(), objects, "US"));
        clients = clients("http://127.0.0.1:" + server.port());
        storage = clients.storage();
    }

    @BeforeEach
    void create() {
        buckets++;
        name = "landing-" + buckets;
        objects.createBucket(name, "US");
    }

    @AfterAll
    void stop() throws IOException {
        clients.close();
        server.close();
        objects.close();
    }

    @Override
    protected LandingBucket bucket() {
        return new CloudStorageBucket(clients.storageJson(), name);
    }

    @Override
    protected long put(String object, byte[] bytes) {
        return storage.create(BlobInfo.newBuilder(name, object).build(), bytes).getGeneration();
    }

    @Override
    protected void delete(String object) {
        storage.delete(name, object);
    }

    @Test
    void whatAMomentHealsIsRepeatedAndWhatItDoesNotIsNamed() throws IOException {
        AtomicInteger requests = new AtomicInteger();
        HttpServer moody = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        moody.createContext("/", exchange -> {
            int status = requests.incrementAndGet() <= 2 ? 503 : 403;
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        moody.start();
        try (CloudClients calling =
                clients("http://127.0.0.1:" + moody.getAddress().getPort())) {
            LandingBucket bucket = new CloudStorageBucket(calling.storageJson(), "landing");
            assertThatThrownBy(() -> bucket.find("landing/a")).hasMessageContaining("gs://landing/landing/a");
            assertThat(requests).hasValue(3);
        } finally {
            moody.stop(0);
        }
    }

    private static CloudClients clients(String storage) {
        return new CloudClients("landfall-local", "US", "(default)", Map.of("STORAGE_EMULATOR_HOST", storage));
    }
}
