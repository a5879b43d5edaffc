package dev.landfall.gcp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.NoCredentials;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CloudClientsTest {
    /** A green compile is no proof that the libraries fit together: every client is constructed. */
    @Test
    void buildsEveryClientForTheNamedPlacesWithoutCredentials() {
        Map<String, String> environment = Map.of(
                "LANDFALL_PROJECT", "landfall-local",
                "LANDFALL_LOCATION", "US",
                "STORAGE_EMULATOR_HOST", "http://127.0.0.1:1",
                "BIGQUERY_EMULATOR_HOST", "http://127.0.0.1:2",
                "FIRESTORE_EMULATOR_HOST", "127.0.0.1:3",
                "PUBSUB_EMULATOR_HOST", "127.0.0.1:4");
        try (CloudClients clients = CloudClients.of(environment)) {
            assertThat(clients.storage().getOptions().getHost()).isEqualTo("http://127.0.0.1:1");
            assertThat(clients.bigQuery().getOptions().getHost()).isEqualTo("http://127.0.0.1:2");
            assertThat(clients.bigQuery().getOptions().getCredentials()).isSameAs(NoCredentials.getInstance());
            assertThat(clients.firestore().getOptions().getEmulatorHost()).isEqualTo("127.0.0.1:3");
            assertThat(clients.firestore().getOptions().getDatabaseId()).isEqualTo("(default)");
            assertThat(clients.publisher("landfall-merge").getTopicNameString())
                    .isEqualTo("projects/landfall-local/topics/landfall-merge");
        }
    }

    @Test
    void namesTheVariableThatIsMissing() {
        assertThatThrownBy(() -> CloudClients.of(Map.of("LANDFALL_PROJECT", "p")))
                .hasMessageContaining("LANDFALL_LOCATION");
    }
}
