package dev.landfall.localcloud;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.grpc.GrpcTransportChannel;
import com.google.api.gax.rpc.FixedTransportChannelProvider;
import com.google.cloud.NoCredentials;
import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQueryOptions;
import com.google.cloud.bigquery.DatasetInfo;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.FormatOptions;
import com.google.cloud.bigquery.JobInfo;
import com.google.cloud.bigquery.LoadJobConfiguration;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.TableId;
import com.google.cloud.firestore.Firestore;
import com.google.cloud.firestore.FirestoreOptions;
import com.google.cloud.pubsub.v1.Publisher;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.StorageOptions;
import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.TopicName;
import dev.landfall.localcloud.events.Receiver;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** All services of one local cloud, each with its real client, wired as a pipeline would use them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LocalCloudTest {
    private static final byte[] PEOPLE =
            "{\"name\":\"ada\",\"age\":36}\n{\"name\":\"grace\",\"age\":85}\n".getBytes(UTF_8);

    private Receiver receiver;
    private LocalCloud cloud;

    @BeforeAll
    void start() throws IOException {
        receiver = Receiver.start();
        cloud = LocalCloud.builder()
                .bucket("landing")
                .storageTrigger("landing", receiver.uri())
                .topic("jobs")
                .push("workers", "jobs", receiver.uri())
                .start();
    }

    @AfterAll
    void stop() {
        cloud.close();
        receiver.close();
    }

    @Test
    void uploadIsAnnouncedAndCanBeLoadedAndQueried() throws Exception {
        try (Storage storage = StorageOptions.newBuilder()
                .setHost(address("STORAGE_EMULATOR_HOST"))
                .setProjectId(cloud.project())
                .setCredentials(NoCredentials.getInstance())
                .build()
                .getService()) {
            storage.create(BlobInfo.newBuilder("landing", "people.json").build(), PEOPLE);
        }
        Waiting.until("the upload is announced", () -> received("google.cloud.storage.object.v1.finalized") == 1);
        BigQuery bigQuery = BigQueryOptions.newBuilder()
                .setHost(address("BIGQUERY_EMULATOR_HOST"))
                .setProjectId(cloud.project())
                .setLocation(cloud.location())
                .setCredentials(NoCredentials.getInstance())
                .build()
                .getService();
        bigQuery.create(DatasetInfo.of("sales"));
        JobInfo load = JobInfo.of(LoadJobConfiguration.newBuilder(
                        TableId.of("sales", "people"), "gs://landing/people.json")
                .setFormatOptions(FormatOptions.json())
                .setSchema(Schema.of(
                        Field.of("name", StandardSQLTypeName.STRING), Field.of("age", StandardSQLTypeName.INT64)))
                .build());
        assertThat(bigQuery.create(load).waitFor().getStatus().getError()).isNull();
        long total = bigQuery.query(QueryJobConfiguration.of("SELECT SUM(age) FROM sales.people"))
                .iterateAll()
                .iterator()
                .next()
                .get(0)
                .getLongValue();
        assertThat(total).isEqualTo(121);
    }

    @Test
    void documentIsKept() throws Exception {
        try (Firestore firestore = FirestoreOptions.newBuilder()
                .setProjectId(cloud.project())
                .setEmulatorHost(address("FIRESTORE_EMULATOR_HOST"))
                .build()
                .getService()) {
            firestore.document("files/one").set(Map.of("state", "LANDED")).get(20, TimeUnit.SECONDS);
            assertThat(firestore
                            .document("files/one")
                            .get()
                            .get(20, TimeUnit.SECONDS)
                            .getString("state"))
                    .isEqualTo("LANDED");
        }
    }

    @Test
    void messageIsPushed() throws Exception {
        ManagedChannel channel = ManagedChannelBuilder.forTarget(address("PUBSUB_EMULATOR_HOST"))
                .usePlaintext()
                .build();
        Publisher publisher = Publisher.newBuilder(TopicName.of(cloud.project(), "jobs"))
                .setChannelProvider(FixedTransportChannelProvider.create(GrpcTransportChannel.create(channel)))
                .setCredentialsProvider(NoCredentialsProvider.create())
                .build();
        try {
            publisher
                    .publish(PubsubMessage.newBuilder()
                            .setData(ByteString.copyFromUtf8("merge"))
                            .build())
                    .get(20, TimeUnit.SECONDS);
            Waiting.until(
                    "the message is pushed", () -> received("google.cloud.pubsub.topic.v1.messagePublished") == 1);
        } finally {
            publisher.shutdown();
            channel.shutdownNow();
        }
    }

    @Test
    void triggersAndPushesOfUnknownThingsAreRefusedAtTheStart() {
        assertThatThrownBy(() -> LocalCloud.builder()
                        .storageTrigger("nowhere", receiver.uri())
                        .start())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'nowhere'");
        assertThatThrownBy(() -> LocalCloud.builder()
                        .push("workers", "nothing", receiver.uri())
                        .start())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'nothing'");
    }

    private String address(String variable) {
        return cloud.environment().getOrDefault(variable, "");
    }

    private long received(String type) {
        return receiver.received().stream()
                .filter(event -> event.header("ce-type").equals(type))
                .count();
    }
}
