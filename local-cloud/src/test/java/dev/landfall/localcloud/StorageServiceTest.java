package dev.landfall.localcloud;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.NoCredentials;
import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.Storage.BlobTargetOption;
import com.google.cloud.storage.Storage.ComposeRequest;
import com.google.cloud.storage.StorageException;
import com.google.cloud.storage.StorageOptions;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.landfall.localcloud.events.Receiver;
import dev.landfall.localcloud.events.ReleaseOrder;
import dev.landfall.localcloud.events.RetryPolicy;
import dev.landfall.localcloud.events.Trigger;
import dev.landfall.localcloud.fault.FaultPlan;
import dev.landfall.localcloud.fault.Faults;
import dev.landfall.localcloud.time.TimeSource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the real client's upload to the receiver of the event, over the wire. */
final class StorageServiceTest {
    private static final String BUCKET = "landing";
    private static final RetryPolicy FAST =
            RetryPolicy.EVENTARC.withBackoff(Duration.ofMillis(10), Duration.ofMillis(50));

    private Receiver receiver;

    @TempDir
    private Path folder = Path.of("");

    private StorageService cloud;
    private Storage storage;

    @BeforeEach
    void start() throws IOException {
        receiver = Receiver.start();
        cloud = StorageService.start(
                0,
                "US",
                new DataFolder(folder, false, () -> {}),
                FAST,
                TimeSource.system(),
                new Faults(FaultPlan.NONE));
        cloud.objects().createBucket(BUCKET, "US");
        cloud.objects().createBucket("quiet", "US");
        cloud.delivery().add(new Trigger(BUCKET, receiver.uri(), 4));
        storage = StorageOptions.newBuilder()
                .setHost("http://127.0.0.1:" + cloud.port())
                .setProjectId("project-one")
                .setCredentials(NoCredentials.getInstance())
                .build()
                .getService();
    }

    @AfterEach
    void stop() throws Exception {
        storage.close();
        cloud.close();
        receiver.close();
    }

    @Test
    void uploadBecomesAFinalizedCloudEvent() {
        Blob blob = upload("landing/ü \"x\".csv");
        awaitDelivered(1);
        Receiver.Received event = receiver.received().get(0);
        assertThat(event.header("ce-specversion")).isEqualTo("1.0");
        assertThat(event.header("ce-type")).isEqualTo("google.cloud.storage.object.v1.finalized");
        assertThat(event.header("ce-source")).isEqualTo("//storage.googleapis.com/projects/_/buckets/" + BUCKET);
        assertThat(event.header("ce-subject")).isEqualTo("objects/landing/%C3%BC%20%22x%22.csv");
        assertThat(event.header("ce-bucket")).isEqualTo(BUCKET);
        assertThat(event.header("ce-id")).isNotEmpty();
        assertThat(Instant.parse(event.header("ce-time")))
                .isEqualTo(blob.getCreateTimeOffsetDateTime().toInstant());
        assertThat(event.header("Content-Type")).isEqualTo("application/json");
        assertThat(event.object()).isEqualTo("landing/ü \"x\".csv");
        assertThat(event.data().get("generation").getAsString())
                .isEqualTo(blob.getGeneration().toString());
        assertThat(event.data().get("size").getAsString()).isEqualTo("3");
        assertThat(event.data().get("crc32c").getAsString()).isEqualTo(blob.getCrc32c());
    }

    @Test
    void everyGenerationIsDeliveredOnceWhetherUploadedComposedOrCopied() {
        Blob first = upload("a");
        upload("a");
        storage.compose(ComposeRequest.of(BUCKET, List.of("a"), "composed"));
        storage.copy(Storage.CopyRequest.of(BUCKET, "a", BlobId.of(BUCKET, "copied")));
        storage.copy(Storage.CopyRequest.of(BUCKET, "a", BlobId.of("quiet", "copied")));
        assertThatThrownBy(() -> storage.create(
                        BlobInfo.newBuilder(BUCKET, "a").build(), new byte[0], BlobTargetOption.doesNotExist()))
                .isInstanceOf(StorageException.class);
        storage.update(first.toBuilder().setContentType("x/y").build());
        awaitDelivered(4);
        assertThat(receiver.objects()).containsExactlyInAnyOrder("a", "a", "composed", "copied");
        assertThat(receiver.received().stream().map(event -> event.header("ce-id")))
                .doesNotHaveDuplicates();
        assertThat(cloud.delivery().stats().pending()).isZero();
    }

    @Test
    void failedDeliveryIsRetriedUntilItSucceeds() {
        AtomicInteger calls = new AtomicInteger();
        receiver.answer(event -> calls.incrementAndGet() < 4 ? 500 : 204);
        upload("a");
        awaitDelivered(1);
        assertThat(receiver.objects()).containsExactly("a", "a", "a", "a");
        assertThat(receiver.received().stream()
                        .map(event -> event.header("ce-id"))
                        .distinct())
                .hasSize(1);
        assertThat(cloud.delivery().stats().retried()).isEqualTo(3);
    }

    @Test
    void heldEventsGoOutInReverse() {
        cloud.delivery().hold();
        for (int i = 0; i < 12; i++) {
            upload("file-" + (char) ('a' + i));
        }
        assertThat(cloud.delivery().stats().pending()).isEqualTo(12);
        assertThat(receiver.received()).isEmpty();
        cloud.delivery().release(ReleaseOrder.REVERSE);
        awaitDelivered(12);
        assertThat(receiver.objects()).isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    void redeliveryRepeatsTheSameEvent() {
        upload("a");
        awaitDelivered(1);
        cloud.events().redeliver(BUCKET, "a");
        awaitDelivered(2);
        assertThat(receiver.received().stream()
                        .map(event -> event.header("ce-id"))
                        .distinct())
                .hasSize(1);
        assertThatThrownBy(() -> cloud.events().redeliver(BUCKET, "b")).hasMessageContaining("No such object");
    }

    @Test
    void noMoreDeliveriesThanTheConcurrencyAreUnderWay() {
        CountDownLatch open = new CountDownLatch(1);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        receiver.answer(event -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            try {
                open.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            inside.decrementAndGet();
            return 200;
        });
        for (int i = 0; i < 10; i++) {
            upload("file-" + i);
        }
        Waiting.until("four deliveries under way", () -> inside.get() == 4);
        assertThat(cloud.delivery().stats().pending()).isEqualTo(10);
        open.countDown();
        awaitDelivered(10);
        assertThat(most.get()).isEqualTo(4);
    }

    @Test
    void controlPathsDoTheSameOverTheWire() throws Exception {
        assertThat(control("POST", "/hold").get("held").getAsBoolean()).isTrue();
        upload("a");
        upload("b");
        assertThat(control("GET", "").get("pending").getAsLong()).isEqualTo(2);
        assertThat(control("POST", "/release?order=reverse").get("held").getAsBoolean())
                .isFalse();
        awaitDelivered(2);
        control("POST", "/redeliver?bucket=" + BUCKET + "&name=a");
        awaitDelivered(3);
        assertThat(receiver.objects()).containsExactly("b", "a", "a");
        assertThat(control("GET", "").get("delivered").getAsLong()).isEqualTo(3);
    }

    private Blob upload(String name) {
        return storage.create(BlobInfo.newBuilder(BUCKET, name).build(), "abc".getBytes(UTF_8));
    }

    private void awaitDelivered(int count) {
        Waiting.until(
                count + " events delivered", () -> cloud.delivery().stats().delivered() == count);
    }

    private JsonObject control(String method, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + cloud.port() + "/_local/events" + path);
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(uri)
                                .method(method, HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        return JsonParser.parseString(response.body()).getAsJsonObject();
    }
}
