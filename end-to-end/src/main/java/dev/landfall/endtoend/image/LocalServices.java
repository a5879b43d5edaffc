package dev.landfall.endtoend.image;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.DatasetInfo;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.Storage;
import com.google.gson.JsonObject;
import dev.landfall.core.setting.Setting;
import dev.landfall.endtoend.laptop.Installation;
import dev.landfall.endtoend.process.JavaCommand;
import dev.landfall.endtoend.process.Supervisor;
import dev.landfall.gcp.client.CloudClients;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A local cloud with a landing bucket, a merge topic and the table {@code sales.orders}, but without triggers: whoever
 * measures or trains a function sends the events.
 */
public final class LocalServices implements AutoCloseable {
    private static final String PROJECT = "landfall-local";
    private static final String LOCATION = "US";
    private static final String BUCKET = "landfall-landing";
    private static final String STAGING = "landfall_staging";
    private static final String TOPIC = "landfall-merge";
    private static final int HEAP_MEBIBYTES = 512;
    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private final Map<String, String> environment;
    private final CloudClients clients;
    private final Storage storage;
    private int files;

    private LocalServices(Map<String, String> environment) {
        this.environment = environment;
        this.clients = CloudClients.of(environment);
        this.storage = clients.storage();
    }

    /** Starts it as a child of the supervisor, who ends it. */
    public static LocalServices start(Installation installation, Supervisor supervisor) throws InterruptedException {
        int storage = Supervisor.freePort();
        int bigQuery = Supervisor.freePort();
        int firestore = Supervisor.freePort();
        int pubSub = Supervisor.freePort();
        List<String> arguments = List.of(
                "--project=" + PROJECT,
                "--location=" + LOCATION,
                "--storage-port=" + storage,
                "--bigquery-port=" + bigQuery,
                "--firestore-port=" + firestore,
                "--pubsub-port=" + pubSub,
                "--bucket=" + BUCKET,
                "--topic=" + TOPIC,
                "--exit-on-stdin-close");
        supervisor.start(
                "local-cloud",
                JavaCommand.mainClass(
                                installation.classPath("local-cloud"),
                                "dev.landfall.localcloud.LocalCloudMain",
                                arguments)
                        .small(HEAP_MEBIBYTES),
                Map.of());
        for (int port : List.of(storage, bigQuery, firestore, pubSub)) {
            supervisor.awaitPort("the local cloud", port, START_LIMIT);
        }
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put(Setting.PROJECT.variable(), PROJECT);
        environment.put(Setting.LOCATION.variable(), LOCATION);
        environment.put(Setting.STAGING_DATASET.variable(), STAGING);
        environment.put(Setting.DATASETS.variable(), "sales");
        environment.put(Setting.MERGE_TOPIC.variable(), TOPIC);
        environment.put(Setting.LANDING.variable(), "gs://" + BUCKET);
        environment.put("STORAGE_EMULATOR_HOST", "http://127.0.0.1:" + storage);
        environment.put("BIGQUERY_EMULATOR_HOST", "http://127.0.0.1:" + bigQuery);
        environment.put("FIRESTORE_EMULATOR_HOST", "127.0.0.1:" + firestore);
        environment.put("PUBSUB_EMULATOR_HOST", "127.0.0.1:" + pubSub);
        LocalServices services = new LocalServices(environment);
        services.createTables();
        return services;
    }

    /** What a function needs in its environment to use these services. */
    public Map<String, String> environment() {
        return environment;
    }

    /** Puts a new file into the bucket and returns the data of its event, which nobody else sends. */
    public synchronized String landFile() {
        files++;
        String name = "landing/sales/orders/file-" + files + ".csv";
        Blob blob = storage.create(
                BlobInfo.newBuilder(BUCKET, name).setContentType("text/csv").build(),
                ("id,amount\n" + files + ",2.50\n").getBytes(StandardCharsets.UTF_8));
        JsonObject object = new JsonObject();
        object.addProperty("bucket", BUCKET);
        object.addProperty("name", name);
        object.addProperty("generation", String.valueOf(blob.getGeneration()));
        object.addProperty("size", String.valueOf(blob.getSize()));
        object.addProperty("crc32c", blob.getCrc32c());
        return object.toString();
    }

    @Override
    public void close() {
        clients.close();
    }

    private void createTables() throws InterruptedException {
        BigQuery bigQuery = clients.bigQuery();
        bigQuery.create(DatasetInfo.of(STAGING));
        bigQuery.create(DatasetInfo.of("sales"));
        bigQuery.query(QueryJobConfiguration.of(
                "CREATE TABLE sales.orders (id INT64 NOT NULL, amount NUMERIC, PRIMARY KEY (id) NOT ENFORCED)"));
    }
}
