package dev.landfall.endtoend.laptop;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.DatasetInfo;
import dev.landfall.endtoend.process.JavaCommand;
import dev.landfall.endtoend.process.Supervisor;
import dev.landfall.gcp.client.CloudClients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The cloud half of Landfall on this machine: the local cloud in one JVM and each function, from its deployable zip, in
 * one of its own. What Terraform makes in the cloud (bucket, topic, subscriptions, staging dataset) is made here.
 */
public final class Laptop implements AutoCloseable {
    public static final String PROJECT = "landfall-local";
    public static final String LOCATION = "US";
    public static final String BUCKET = "landfall-landing";
    private static final String STAGING_DATASET = "landfall_staging";
    private static final String MERGE_TOPIC = "landfall-merge";
    private static final int LOCAL_CLOUD_HEAP_MEBIBYTES = 512;
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final Ports ports;
    private final CloudClients clients;
    private final HttpClient http = HttpClient.newHttpClient();

    private Laptop(Ports ports, CloudClients clients) {
        this.ports = ports;
        this.clients = clients;
    }

    /**
     * Starts everything and returns when it is ready.
     *
     * @param directory takes the unpacked functions
     * @param datasets the target datasets, which are created unless they are there, and which the functions may write
     * @param cloudOptions more options of the local cloud's command line
     */
    public static Laptop start(
            Installation installation,
            Supervisor supervisor,
            Path directory,
            Ports ports,
            List<String> datasets,
            List<String> cloudOptions)
            throws InterruptedException {
        FunctionProcess loader =
                new FunctionProcess("gcs-loader-function", "dev.landfall.loader.LoaderFunction", ports.loader());
        FunctionProcess merge =
                new FunctionProcess("merge-function", "dev.landfall.merger.MergeFunction", ports.merge());
        supervisor.start("local-cloud", localCloud(installation, ports, loader, merge, cloudOptions), Map.of());
        awaitCloud(supervisor, ports);
        Map<String, String> environment = new LinkedHashMap<>(environment(ports));
        environment.put("LANDFALL_DATASETS", String.join(",", datasets));
        Path functions = directory.resolve("functions");
        loader.start(installation, supervisor, functions, environment);
        merge.start(installation, supervisor, functions, environment);
        Laptop laptop = new Laptop(ports, CloudClients.of(environment(ports)));
        laptop.createDatasets(datasets);
        supervisor.awaitPort("the loader function", ports.loader(), START_LIMIT);
        supervisor.awaitPort("the merge function", ports.merge(), START_LIMIT);
        return laptop;
    }

    public CloudClients clients() {
        return clients;
    }

    /** What a program needs in its environment to use this laptop as its cloud. */
    public Map<String, String> environment() {
        return environment(ports);
    }

    /** The same as a file that a shell can source. */
    public void writeEnvironment(Path file) {
        StringBuilder lines = new StringBuilder();
        environment()
                .forEach((name, value) -> lines.append("export ")
                        .append(name)
                        .append("='")
                        .append(value)
                        .append("'\n"));
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, lines, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }

    /** From now on finalize events wait inside the local cloud. */
    public void holdEvents() {
        control("/_local/events/hold");
    }

    /** Delivers the events that waited, the newest first. */
    public void releaseEventsNewestFirst() {
        control("/_local/events/release?order=reverse");
    }

    /** Delivers an object's finalize event once more. */
    public void deliverEvent(String objectName) {
        control("/_local/events/redeliver?bucket=" + BUCKET + "&name="
                + URLEncoder.encode(objectName, StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        clients.close();
    }

    private static Map<String, String> environment(Ports ports) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("LANDFALL_PROJECT", PROJECT);
        environment.put("LANDFALL_LOCATION", LOCATION);
        environment.put("LANDFALL_LANDING", "gs://" + BUCKET);
        environment.put("LANDFALL_STAGING_DATASET", STAGING_DATASET);
        environment.put("LANDFALL_MERGE_TOPIC", MERGE_TOPIC);
        environment.put("STORAGE_EMULATOR_HOST", "http://127.0.0.1:" + ports.storage());
        environment.put("BIGQUERY_EMULATOR_HOST", "http://127.0.0.1:" + ports.bigQuery());
        environment.put("FIRESTORE_EMULATOR_HOST", "127.0.0.1:" + ports.firestore());
        environment.put("PUBSUB_EMULATOR_HOST", "127.0.0.1:" + ports.pubSub());
        return environment;
    }

    private static JavaCommand localCloud(
            Installation installation,
            Ports ports,
            FunctionProcess loader,
            FunctionProcess merge,
            List<String> options) {
        List<String> arguments = new ArrayList<>(List.of(
                "--project=" + PROJECT,
                "--location=" + LOCATION,
                "--storage-port=" + ports.storage(),
                "--bigquery-port=" + ports.bigQuery(),
                "--firestore-port=" + ports.firestore(),
                "--pubsub-port=" + ports.pubSub(),
                "--bucket=" + BUCKET,
                "--storage-trigger=" + BUCKET + "=" + loader.url(),
                "--topic=" + MERGE_TOPIC,
                "--push=" + MERGE_TOPIC + "-push=" + MERGE_TOPIC + "=" + merge.url(),
                "--event-backoff-min=PT0.2S",
                "--event-backoff-max=PT5S",
                "--exit-on-stdin-close"));
        arguments.addAll(options);
        return JavaCommand.mainClass(
                        installation.classPath("local-cloud"), "dev.landfall.localcloud.LocalCloudMain", arguments)
                .small(LOCAL_CLOUD_HEAP_MEBIBYTES);
    }

    private static void awaitCloud(Supervisor supervisor, Ports ports) throws InterruptedException {
        supervisor.awaitPort("Cloud Storage", ports.storage(), START_LIMIT);
        supervisor.awaitPort("BigQuery", ports.bigQuery(), START_LIMIT);
        supervisor.awaitPort("Firestore", ports.firestore(), START_LIMIT);
        supervisor.awaitPort("Pub/Sub", ports.pubSub(), START_LIMIT);
    }

    private void createDatasets(List<String> datasets) {
        BigQuery bigQuery = clients.bigQuery();
        Stream.concat(Stream.of(STAGING_DATASET), datasets.stream())
                .filter(dataset -> bigQuery.getDataset(dataset) == null)
                .forEach(dataset -> bigQuery.create(DatasetInfo.of(dataset)));
    }

    private void control(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ports.storage() + path))
                .POST(BodyPublishers.noBody())
                .build();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new IllegalStateException(path + " answered " + response.statusCode() + ": " + response.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The local cloud does not answer " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while calling " + path, e);
        }
    }
}
