package dev.landfall.localcloud.restart;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.landfall.localcloud.LocalCloudMain;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A local cloud in a process of its own, which can be killed. */
final class ChildCloud implements AutoCloseable {
    static final String BUCKET = "landing";
    static final String PROJECT = "landfall-local";

    private final Process process;
    private final Map<String, String> addresses;
    private final ManagedChannel firestore;
    private final ManagedChannel pubSub;

    private ChildCloud(Process process, Map<String, String> addresses) {
        this.process = process;
        this.addresses = addresses;
        this.firestore = channel("FIRESTORE_EMULATOR_HOST");
        this.pubSub = channel("PUBSUB_EMULATOR_HOST");
    }

    /** @param trigger where the events of the bucket go */
    static ChildCloud start(Path data, Path errors, URI trigger) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LocalCloudMain.class.getName(),
                "--bucket=" + BUCKET,
                "--storage-trigger=" + BUCKET + "=" + trigger,
                "--event-backoff-min=PT0.1S",
                "--event-backoff-max=PT1S",
                "--exit-on-stdin-close",
                "--data=" + data));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
                .start();
        Map<String, String> addresses = new HashMap<>();
        BufferedReader reader = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        String line = reader.readLine();
        while (line != null && !line.equals("READY")) {
            String[] parts = line.substring("export ".length()).split("=", 2);
            addresses.put(parts[0], parts[1]);
            line = reader.readLine();
        }
        if (line == null) {
            throw new IOException("The local cloud did not start; see " + errors);
        }
        return new ChildCloud(process, addresses);
    }

    String storage() {
        return address("STORAGE_EMULATOR_HOST");
    }

    String bigQuery() {
        return address("BIGQUERY_EMULATOR_HOST");
    }

    ManagedChannel firestore() {
        return firestore;
    }

    ManagedChannel pubSub() {
        return pubSub;
    }

    /** As {@code kill -9} does it. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            throw new AssertionError("The process survived a kill");
        }
        firestore.shutdownNow();
        pubSub.shutdownNow();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }

    private ManagedChannel channel(String variable) {
        return ManagedChannelBuilder.forTarget(address(variable)).usePlaintext().build();
    }

    private String address(String variable) {
        return Objects.requireNonNull(addresses.get(variable), variable);
    }
}
