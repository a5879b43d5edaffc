package dev.landfall.localcloud.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.core.ApiFuture;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.grpc.GrpcTransportChannel;
import com.google.api.gax.retrying.RetrySettings;
import com.google.api.gax.rpc.FixedTransportChannelProvider;
import com.google.cloud.NoCredentials;
import com.google.cloud.ServiceOptions;
import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.BigQueryOptions;
import com.google.cloud.bigquery.JobId;
import com.google.cloud.bigquery.JobInfo;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.firestore.DocumentReference;
import com.google.cloud.firestore.Firestore;
import com.google.cloud.firestore.FirestoreOptions;
import com.google.cloud.pubsub.v1.Publisher;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.Storage.BlobTargetOption;
import com.google.cloud.storage.StorageException;
import com.google.cloud.storage.StorageOptions;
import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.TopicName;
import dev.landfall.localcloud.LocalCloud;
import dev.landfall.localcloud.Waiting;
import dev.landfall.localcloud.events.Receiver;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every fault happens, and Google's unchanged clients get over those that they promise to get over. */
@Timeout(120)
final class FaultsOverTheWireTest {
    private Receiver receiver;
    private @Nullable LocalCloud started;

    @BeforeEach
    void listen() throws IOException {
        receiver = Receiver.start();
    }

    @AfterEach
    void stop() {
        cloud().close();
        receiver.close();
    }

    @Test
    void eventsComeTwiceWithTheSameIdOrWithAnother() throws Exception {
        start(FaultPlan.seeded(1).duplicates(1).republications(1).longestDelay(Duration.ofMillis(200)));
        upload("one.json");
        Waiting.until("three deliveries", () -> receiver.received().size() == 3);
        Set<String> ids =
                receiver.received().stream().map(event -> event.header("ce-id")).collect(Collectors.toSet());
        assertThat(ids).hasSize(2);
        assertThat(receiver.objects()).containsOnly("one.json");
    }

    @Test
    void eventsAreLost() throws Exception {
        start(FaultPlan.seeded(1).drops(1));
        upload("one.json");
        assertThat(cloud().events().stats().dropped()).isEqualTo(1);
        assertThat(cloud().events().stats().pending()).isZero();
        assertThat(cloud().faults().count(FaultKind.DROPS)).isEqualTo(1);
        cloud().faults().stop();
        cloud().redeliver("landing", "one.json");
        Waiting.until("the sweep's own notice comes", () -> receiver.received().size() == 1);
    }

    @Test
    void someEventsComeLateAndOthersAfterTheNext() throws Exception {
        start(FaultPlan.seeded(5).delays(0.3).reorders(0.3).longestDelay(Duration.ofMillis(300)));
        for (int i = 0; i < 30; i++) {
            upload("file" + i);
        }
        Waiting.until("all come", () -> receiver.received().size() == 30);
        assertThat(receiver.objects()).doesNotHaveDuplicates().isNotEqualTo(sorted(30));
        assertThat(cloud().faults().count(FaultKind.DELAYS)).isPositive();
        assertThat(cloud().faults().count(FaultKind.REORDERS)).isPositive();
    }

    @Test
    void theStorageClientRetriesWhatMayBeRetried() throws Exception {
        start(FaultPlan.seeded(3).refusals(0.3).resets(0.2));
        for (int i = 0; i < 10; i++) {
            upload("file" + i);
        }
        assertThat(cloud().faults().count(FaultKind.REFUSALS)).isPositive();
        assertThat(cloud().faults().count(FaultKind.RESETS)).isPositive();
        Waiting.until("all are announced", () -> receiver.received().size() == 10);
    }

    @Test
    void anUploadWhoseAnswerIsLostHasTakenPlace() throws Exception {
        start(FaultPlan.seeded(3).lostAnswers(1));
        assertThatThrownBy(() -> upload("one.json"))
                .isInstanceOfSatisfying(
                        StorageException.class, e -> assertThat(e.getCode()).isIn(0, 412, 503));
        assertThat(cloud().objects().find("landing", "one.json")).isPresent();
    }

    @Test
    void aJobWhoseAnswerIsLostIsThereAllTheSame() throws Exception {
        start(FaultPlan.seeded(11).lostAnswers(0.4));
        BigQuery bigQuery = bigQuery();
        for (int i = 0; i < 12; i++) {
            try {
                bigQuery.create(JobInfo.of(job(i), QueryJobConfiguration.of("SELECT 1")));
            } catch (BigQueryException e) {
                assertThat(e.getCode())
                        .as("no answer, the answer of a retry, or the last retry's")
                        .isIn(0, 409, 503);
            }
        }
        assertThat(cloud().faults().count(FaultKind.LOST_ANSWERS)).isPositive();
        cloud().faults().stop();
        for (int i = 0; i < 12; i++) {
            assertThat(bigQuery.getJob(job(i)).waitFor().getStatus().getError()).isNull();
        }
        assertThat(cloud().bigQueryStatistics().jobs("QUERY")).isEqualTo(12);
    }

    private static JobId job(int number) {
        return JobId.newBuilder().setJob("job" + number).setLocation("US").build();
    }

    @Test
    void theFirestoreClientGetsOverAbortedCommitsAndOutages() throws Exception {
        start(FaultPlan.seeded(2).aborts(0.3).outages(0.1));
        try (Firestore firestore = firestore()) {
            DocumentReference counter = firestore.document("counters/one");
            for (int i = 0; i < 6; i++) {
                firestore
                        .runTransaction(transaction -> {
                            Long seen = transaction.get(counter).get().getLong("value");
                            transaction.set(counter, Map.of("value", seen == null ? 1 : seen + 1));
                            return null;
                        })
                        .get(60, TimeUnit.SECONDS);
            }
            assertThat(get(counter.get()).getLong("value")).isEqualTo(6);
            assertThat(cloud().faults().count(FaultKind.ABORTS)).isPositive();
            assertThat(cloud().faults().count(FaultKind.OUTAGES)).isPositive();
        }
    }

    @Test
    void aCommitWhoseAnswerIsLostHasTakenPlace() throws Exception {
        start(FaultPlan.seeded(4).lostAnswers(0.5));
        try (Firestore firestore = firestore()) {
            int denied = 0;
            for (int i = 0; i < 10; i++) {
                try {
                    get(firestore.document("files/" + i).create(Map.of("state", "LANDED")));
                } catch (ExecutionException e) {
                    assertThat(e).hasMessageContaining("ALREADY_EXISTS");
                    denied++;
                }
            }
            assertThat(denied).isPositive();
            cloud().faults().stop();
            assertThat(get(firestore.collection("files").get()).size()).isEqualTo(10);
        }
    }

    @Test
    void aMessageWhoseAnswerIsLostIsPublishedTwice() throws Exception {
        start(FaultPlan.seeded(4).lostAnswers(0.5).outages(0.1));
        ManagedChannel channel = ManagedChannelBuilder.forTarget(address("PUBSUB_EMULATOR_HOST"))
                .usePlaintext()
                .build();
        Publisher publisher = Publisher.newBuilder(TopicName.of(cloud().project(), "jobs"))
                .setChannelProvider(FixedTransportChannelProvider.create(GrpcTransportChannel.create(channel)))
                .setCredentialsProvider(NoCredentialsProvider.create())
                .setRetrySettings(RetrySettings.newBuilder()
                        .setInitialRetryDelayDuration(Duration.ofMillis(5))
                        .setRetryDelayMultiplier(1.5)
                        .setMaxRetryDelayDuration(Duration.ofMillis(100))
                        .setInitialRpcTimeoutDuration(Duration.ofSeconds(10))
                        .setRpcTimeoutMultiplier(1)
                        .setMaxRpcTimeoutDuration(Duration.ofSeconds(10))
                        .setTotalTimeoutDuration(Duration.ofSeconds(60))
                        .build())
                .build();
        try {
            for (int i = 0; i < 5; i++) {
                get(publisher.publish(PubsubMessage.newBuilder()
                        .setData(ByteString.copyFromUtf8("{}"))
                        .build()));
            }
            assertThat(cloud().faults().count(FaultKind.LOST_ANSWERS)).isPositive();
            long published = 5 + cloud().faults().count(FaultKind.LOST_ANSWERS);
            Waiting.until(
                    "each came as often as it was published",
                    () -> receiver.received().size() == published);
        } finally {
            publisher.shutdown();
            channel.shutdownNow();
        }
    }

    @Test
    void thePlanAndWhatItDidCanBeAsked() throws Exception {
        start(FaultPlan.seeded(9).duplicates(1).resets(0.0001));
        upload("one.json");
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(address("STORAGE_EMULATOR_HOST") + "/_local/faults"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.body())
                .contains("\"plan\":\"seed=9,duplicates=1.0,resets=1.0E-4\"", "\"duplicates\":1", "one.json #1");
        assertThat(FaultPlan.parse("seed=9,duplicates=1.0,resets=1.0E-4"))
                .isEqualTo(cloud().faults().plan());
    }

    private LocalCloud cloud() {
        return Objects.requireNonNull(started);
    }

    private void start(FaultPlan plan) throws IOException {
        started = LocalCloud.builder()
                .bucket("landing")
                .storageTrigger("landing", receiver.uri())
                .topic("jobs")
                .push("workers", "jobs", receiver.uri())
                .faults(plan)
                .start();
    }

    private void upload(String name) throws Exception {
        try (Storage storage = StorageOptions.newBuilder()
                .setHost(address("STORAGE_EMULATOR_HOST"))
                .setProjectId(cloud().project())
                .setCredentials(NoCredentials.getInstance())
                .setRetrySettings(StorageOptions.getDefaultRetrySettings().toBuilder()
                        .setInitialRetryDelayDuration(Duration.ofMillis(5))
                        .setMaxRetryDelayDuration(Duration.ofMillis(50))
                        .setMaxAttempts(20)
                        .build())
                .build()
                .getService()) {
            storage.create(
                    BlobInfo.newBuilder("landing", name).build(),
                    "{}".getBytes(UTF_8),
                    BlobTargetOption.doesNotExist());
        }
    }

    private BigQuery bigQuery() {
        BigQuery bigQuery = BigQueryOptions.newBuilder()
                .setHost(address("BIGQUERY_EMULATOR_HOST"))
                .setProjectId(cloud().project())
                .setLocation(cloud().location())
                .setCredentials(NoCredentials.getInstance())
                .setRetrySettings(ServiceOptions.getDefaultRetrySettings().toBuilder()
                        .setInitialRetryDelayDuration(Duration.ofMillis(5))
                        .setMaxRetryDelayDuration(Duration.ofMillis(50))
                        .build())
                .build()
                .getService();
        return bigQuery;
    }

    private Firestore firestore() {
        return FirestoreOptions.newBuilder()
                .setProjectId(cloud().project())
                .setEmulatorHost(address("FIRESTORE_EMULATOR_HOST"))
                .build()
                .getService();
    }

    private static List<String> sorted(int count) {
        return IntStream.range(0, count).mapToObj(i -> "file" + i).toList();
    }

    private static <T> T get(ApiFuture<T> future) throws Exception {
        return future.get(60, TimeUnit.SECONDS);
    }

    private String address(String variable) {
        return cloud().environment().getOrDefault(variable, "");
    }
}
