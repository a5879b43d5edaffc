package dev.landfall.localcloud.restart;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.landfall.localcloud.LocalCloudMain;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.io.BufferedReader;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
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
    private final boolean faulty;
    private final Map<String, String> addresses;
    private final ManagedChannel firestore;
    private final ManagedChannel pubSub;
    private final HttpClient http = HttpClient.newHttpClient();

    private ChildCloud(Process process, boolean faulty, Map<String, String> addresses) {
        this.process = process;
        this.faulty = faulty;
        this.addresses = addresses;
        this.firestore = channel("FIRESTORE_EMULATOR_HOST");
        this.pubSub = channel("PUBSUB_EMULATOR_HOST");
    }

    /** One that does as it is told: {@link #start(Path, Path, URI, List)} without more options. */
    static ChildCloud start(Path data, Path errors, URI trigger) throws IOException {
        return start(data, errors, trigger, List.of());
    }

    /**
     * @param trigger where the events of the bucket go
     * @param options more of them; with any, calls that fail by the plan are made again
     */
    static ChildCloud start(Path data, Path errors, URI trigger, List<String> options) throws IOException {
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
        command.addAll(options);
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
        return new ChildCloud(process, !options.isEmpty(), addresses);
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

    /**
     * What a call is answered in the end.
     *
     * @param again it was made more than once, so it may have been carried out before
     */
    record Answer<T>(T value, boolean again) {}

    /** An HTTP call that is made again as long as the fault plan is in its way. */
    Answer<HttpResponse<String>> send(HttpRequest request) throws Exception {
        return untilAnswered(
                () -> http.send(request, BodyHandlers.ofString()), response -> isFault(response.statusCode()));
    }

    /** A gRPC call that is made again as long as the fault plan is in its way. */
    <T> Answer<T> call(Callable<T> call) throws Exception {
        return untilAnswered(call, answer -> false);
    }

    private <T> Answer<T> untilAnswered(Callable<T> call, Predicate<T> isFault) throws Exception {
        for (boolean again = false; ; again = true) {
            try {
                T answer = call.call();
                if (!faulty || !isFault.test(answer)) {
                    return new Answer<>(answer, again);
                }
            } catch (IOException | StatusRuntimeException e) {
                if (!faulty || !process.isAlive() || !isFault(e)) {
                    throw e;
                }
            }
        }
    }

    private static boolean isFault(int status) {
        return status == 429 || status == 500 || status == 503;
    }

    private static boolean isFault(Exception failure) {
        return !(failure instanceof StatusRuntimeException refused)
                || refused.getStatus().getCode() == Status.Code.UNAVAILABLE
                || refused.getStatus().getCode() == Status.Code.ABORTED;
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
