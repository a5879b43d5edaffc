package dev.landfall.gcp.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.TableResult;
import com.google.cloud.firestore.DocumentReference;
import com.google.cloud.firestore.Firestore;
import com.google.cloud.pubsub.v1.Publisher;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.Storage;
import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import dev.landfall.localcloud.LocalCloud;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A set of versions may compile and still not run together: builds every client by the one factory, and uses it. */
class EveryClientTest {
    private static final long SECONDS = 30;

    @Test
    void everyClientOfTheFactoryTalksToItsService() throws Exception {
        try (LocalCloud cloud =
                LocalCloud.builder().bucket("landing").topic("merge").start()) {
            Map<String, String> environment = new HashMap<>(cloud.environment());
            environment.put("LANDFALL_PROJECT", cloud.project());
            environment.put("LANDFALL_LOCATION", cloud.location());
            try (CloudClients clients = CloudClients.of(environment)) {
                Storage storage = clients.storage();
                storage.create(BlobInfo.newBuilder("landing", "a").build(), "x".getBytes(StandardCharsets.UTF_8));
                assertThat(storage.readAllBytes("landing", "a")).isEqualTo("x".getBytes(StandardCharsets.UTF_8));

                TableResult rows = clients.bigQuery()
                        .query(QueryJobConfiguration.newBuilder("SELECT 6 * 7").build());
                assertThat(rows.iterateAll().iterator().next().get(0).getLongValue())
                        .isEqualTo(42);

                Firestore firestore = clients.firestore();
                DocumentReference document = firestore.document("files/one");
                document.create(Map.of("state", "LANDED")).get(SECONDS, TimeUnit.SECONDS);
                assertThat(document.get().get(SECONDS, TimeUnit.SECONDS).getString("state"))
                        .isEqualTo("LANDED");

                Publisher publisher = clients.publisher("merge");
                PubsubMessage message = PubsubMessage.newBuilder()
                        .setData(ByteString.copyFromUtf8("now"))
                        .build();
                assertThat(publisher.publish(message).get(SECONDS, TimeUnit.SECONDS))
                        .isNotEmpty();
            }
        }
    }
}
