package dev.landfall.endtoend.laptop;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.DatasetInfo;
import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.storage.BlobInfo;
import dev.landfall.core.setting.DeployedEnvironment;
import dev.landfall.core.setting.Program;
import dev.landfall.core.setting.Setting;
import dev.landfall.endtoend.process.JavaCommand;
import dev.landfall.endtoend.process.Supervisor;
import dev.landfall.gcp.client.CloudClients;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What Terraform sets is enough: the deployable zips in the real invoker, with exactly that environment and the
 * addresses of a local cloud that has what Terraform makes, take a file from the bucket to its target. That each
 * variable is also read is proven beside the functions, by their {@code EnvironmentTest}.
 */
class DeployedEnvironmentIT {
    private static final Duration LIMIT = Duration.ofSeconds(120);

    @TempDir
    Path directory;

    private final Ports ports = Ports.free();
    private final Map<String, String> loader = deployed(Program.LOADER);
    private final Map<String, String> merger = deployed(Program.MERGER);
    private final Map<String, String> sweeper = deployed(Program.SWEEPER);

    @Test
    void aFileIsMergedWithExactlyWhatTerraformSets() throws Exception {
        Installation installation = Installation.current();
        String bucket = Setting.LANDING.in(sweeper).substring("gs://".length());
        FunctionProcess loaderProcess =
                new FunctionProcess("gcs-loader-function", "dev.landfall.loader.LoaderFunction", ports.loader());
        FunctionProcess mergeProcess =
                new FunctionProcess("merge-function", "dev.landfall.merger.MergeFunction", ports.merge());
        FunctionProcess sweepProcess =
                new FunctionProcess("sweep-function", "dev.landfall.sweeper.SweepFunction", Supervisor.freePort());
        try (Supervisor supervisor = Supervisor.create(directory)) {
            supervisor.start("local-cloud", localCloud(installation, bucket, loaderProcess, mergeProcess), Map.of());
            for (int port : List.of(ports.storage(), ports.bigQuery(), ports.firestore(), ports.pubSub())) {
                supervisor.awaitPort("the local cloud", port, LIMIT);
            }
            loaderProcess.start(installation, supervisor, directory, pointedAtLocalCloud(loader));
            mergeProcess.start(installation, supervisor, directory, pointedAtLocalCloud(merger));
            sweepProcess.start(installation, supervisor, directory, pointedAtLocalCloud(sweeper));
            try (CloudClients clients = CloudClients.of(pointedAtLocalCloud(loader))) {
                BigQuery bigQuery = clients.bigQuery();
                bigQuery.create(DatasetInfo.of(Setting.STAGING_DATASET.in(loader)));
                bigQuery.create(DatasetInfo.of("sales"));
                query(bigQuery, "CREATE TABLE sales.orders (id INT64 NOT NULL, PRIMARY KEY (id) NOT ENFORCED)");
                supervisor.awaitPort("the loader", ports.loader(), LIMIT);
                supervisor.awaitPort("the merge function", ports.merge(), LIMIT);

                clients.storage()
                        .create(
                                BlobInfo.newBuilder(bucket, Setting.LANDING_PREFIX.in(loader) + "sales/orders/a.csv")
                                        .build(),
                                "id\n1\n2\n".getBytes(StandardCharsets.UTF_8));

                supervisor.await(
                        "the file to be merged",
                        LIMIT,
                        () -> query(bigQuery, "SELECT COUNT(*) FROM sales.orders")
                                .equals("2"));
                assertThat(clients.firestore()
                                .collection("files")
                                .whereEqualTo("table", "sales.orders")
                                .get()
                                .get()
                                .getDocuments())
                        .as("the ledger is in the database that Terraform names")
                        .hasSize(1);

                supervisor.awaitPort("the sweep", sweepProcess.port(), LIMIT);
                assertThat(tick(sweepProcess.url())).isBetween(200, 299);
            }
        }
    }

    private JavaCommand localCloud(
            Installation installation, String bucket, FunctionProcess loaderProcess, FunctionProcess mergeProcess) {
        String topic = Setting.MERGE_TOPIC.in(loader);
        List<String> arguments = List.of(
                "--project=" + Setting.PROJECT.in(loader),
                "--location=" + Setting.LOCATION.in(loader),
                "--storage-port=" + ports.storage(),
                "--bigquery-port=" + ports.bigQuery(),
                "--firestore-port=" + ports.firestore(),
                "--pubsub-port=" + ports.pubSub(),
                "--bucket=" + bucket,
                "--storage-trigger=" + bucket + "=" + loaderProcess.url(),
                "--topic=" + topic,
                "--push=" + topic + "-push=" + topic + "=" + mergeProcess.url(),
                "--event-backoff-min=PT0.2S",
                "--event-backoff-max=PT5S",
                "--exit-on-stdin-close");
        return JavaCommand.mainClass(
                        installation.classPath("local-cloud"), "dev.landfall.localcloud.LocalCloudMain", arguments)
                .small(512);
    }

    private Map<String, String> pointedAtLocalCloud(Map<String, String> deployed) {
        Map<String, String> environment = new HashMap<>(deployed);
        environment.put("STORAGE_EMULATOR_HOST", "http://127.0.0.1:" + ports.storage());
        environment.put("BIGQUERY_EMULATOR_HOST", "http://127.0.0.1:" + ports.bigQuery());
        environment.put("FIRESTORE_EMULATOR_HOST", "127.0.0.1:" + ports.firestore());
        environment.put("PUBSUB_EMULATOR_HOST", "127.0.0.1:" + ports.pubSub());
        return environment;
    }

    /** What the schedule sends: the status that the sweep answers. */
    private static int tick(String url) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .header("ce-id", "tick-1")
                .header("ce-specversion", "1.0")
                .header("ce-type", "google.cloud.pubsub.topic.v1.messagePublished")
                .header("ce-source", "//pubsub.googleapis.com/projects/landfall-offline-test/topics/landfall-sweep")
                .POST(BodyPublishers.ofString("{\"message\":{\"messageId\":\"1\",\"data\":\"c3dlZXA=\"}}"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
    }

    private static Map<String, String> deployed(Program program) {
        DeployedEnvironment deployed = DeployedEnvironment.of(program);
        Map<String, String> all = new HashMap<>(deployed.variables());
        all.putAll(deployed.ofJvm());
        return all;
    }

    private static String query(BigQuery bigQuery, String statement) {
        try {
            for (FieldValueList row :
                    bigQuery.query(QueryJobConfiguration.of(statement)).iterateAll()) {
                return row.get(0).getStringValue();
            }
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
