package dev.landfall.endtoend.bench;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.DatasetInfo;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.Storage;
import dev.landfall.core.setting.Setting;
import dev.landfall.endtoend.laptop.FunctionProcess;
import dev.landfall.endtoend.laptop.Installation;
import dev.landfall.endtoend.laptop.Laptop;
import dev.landfall.endtoend.process.Supervisor;
import dev.landfall.gcp.client.CloudClients;
import dev.landfall.localcloud.LocalCloud;
import dev.landfall.localcloud.bigquery.quota.BigQueryLimits;
import dev.landfall.localcloud.bigquery.quota.JobLatency;
import dev.landfall.localcloud.events.RetryPolicy;
import dev.landfall.localcloud.events.Trigger;
import dev.landfall.localcloud.time.TimeSource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A local cloud in this JVM with BigQuery's documented quotas and queues, and, where asked for, the functions' deployable
 * zips in real invokers.
 */
final class BenchCloud implements AutoCloseable {
    static final String DATASET = "bench";
    static final String STAGING = "landfall_staging";
    private static final String TOPIC = "landfall-merge";
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    /** As Terraform sets it by default: 20 loader instances with 8 events each. */
    static final int EVENTS_AT_ONCE = 160;

    private final TimeSource time;
    private final LocalCloud cloud;
    private final CloudClients clients;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private URI loader = URI.create("http://127.0.0.1:1/");

    private BenchCloud(TimeSource time, LocalCloud cloud, Deque<AutoCloseable> parts) {
        this.time = time;
        this.cloud = cloud;
        this.parts.addAll(parts);
        this.clients = CloudClients.of(environment(cloud));
        this.parts.push(clients);
    }

    /** Without functions: events go where {@link #trigger} says. */
    static BenchCloud bare(TimeSource time, JobLatency latency) throws IOException {
        LocalCloud cloud = builder(time, latency).start();
        return new BenchCloud(time, cloud, new ArrayDeque<>(List.of(cloud))).withDatasets();
    }

    /**
     * With the loader and the merge function.
     *
     * @param loaders how many JVMs run the loader
     * @param mergers how many JVMs run the merge function
     */
    static BenchCloud withFunctions(
            TimeSource time, JobLatency latency, Path folder, Supervisor supervisor, int loaders, int mergers)
            throws IOException, InterruptedException {
        Deque<AutoCloseable> parts = new ArrayDeque<>();
        List<FunctionProcess> loading = processes("gcs-loader-function", "dev.landfall.loader.LoaderFunction", loaders);
        List<FunctionProcess> merging = processes("merge-function", "dev.landfall.merger.MergeFunction", mergers);
        Instances merge = Instances.of(addresses(merging));
        parts.push(merge);
        Instances load = Instances.of(addresses(loading));
        parts.push(load);
        LocalCloud cloud = builder(time, latency)
                .topic(TOPIC)
                .push(TOPIC + "-push", TOPIC, merge.address())
                .start();
        parts.push(cloud);
        BenchCloud bench = new BenchCloud(time, cloud, parts).withDatasets();
        Installation installation = Installation.current();
        for (List<FunctionProcess> functions : List.of(loading, merging)) {
            for (FunctionProcess function : functions) {
                function.start(
                        installation, supervisor, folder.resolve("function-" + function.port()), environment(cloud));
            }
        }
        for (List<FunctionProcess> functions : List.of(loading, merging)) {
            for (FunctionProcess function : functions) {
                supervisor.awaitPort(function.module(), function.port(), START_LIMIT);
            }
        }
        bench.loader = load.address();
        return bench;
    }

    private static LocalCloud.Builder builder(TimeSource time, JobLatency latency) {
        return LocalCloud.builder()
                .project(Laptop.PROJECT)
                .location(Laptop.LOCATION)
                .bucket(Laptop.BUCKET)
                .eventRetries(RetryPolicy.EVENTARC)
                .time(time)
                .bigQueryLimits(BigQueryLimits.DOCUMENTED)
                .bigQueryLatency(latency);
    }

    private static List<FunctionProcess> processes(String module, String target, int count) {
        List<FunctionProcess> processes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            processes.add(new FunctionProcess(module, target, Supervisor.freePort()));
        }
        return processes;
    }

    private static List<URI> addresses(List<FunctionProcess> functions) {
        return functions.stream().map(function -> URI.create(function.url())).toList();
    }

    private static Map<String, String> environment(LocalCloud cloud) {
        Map<String, String> environment = new LinkedHashMap<>(cloud.environment());
        environment.put(Setting.PROJECT.variable(), Laptop.PROJECT);
        environment.put(Setting.LOCATION.variable(), Laptop.LOCATION);
        environment.put(Setting.DATASETS.variable(), DATASET);
        environment.put(Setting.STAGING_DATASET.variable(), STAGING);
        environment.put(Setting.MERGE_TOPIC.variable(), TOPIC);
        return environment;
    }

    private BenchCloud withDatasets() {
        BigQuery bigQuery = clients.bigQuery();
        bigQuery.create(DatasetInfo.of(DATASET));
        bigQuery.create(DatasetInfo.of(STAGING));
        return this;
    }

    TimeSource time() {
        return time;
    }

    LocalCloud cloud() {
        return cloud;
    }

    CloudClients clients() {
        return clients;
    }

    /** From now on the functions hear of new objects. */
    void triggerFunctions() {
        trigger(loader);
    }

    /** From now on the address hears of new objects. */
    void trigger(URI receiver) {
        cloud.events().add(new Trigger(Laptop.BUCKET, receiver, EVENTS_AT_ONCE));
    }

    static void put(Storage storage, String name, byte[] content) {
        storage.create(BlobInfo.newBuilder(Laptop.BUCKET, name).build(), content);
    }

    @Override
    public void close() throws Exception {
        while (!parts.isEmpty()) {
            parts.pop().close();
        }
    }
}
