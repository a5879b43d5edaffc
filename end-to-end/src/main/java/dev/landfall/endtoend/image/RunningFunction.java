package dev.landfall.endtoend.image;

import dev.landfall.endtoend.process.ProcessFailedException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A function in the real invoker, as a child process that is timed. Closing it ends it in order, as an archive needs. */
public final class RunningFunction implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final long POLL_NANOS = 1_000_000;
    private static final long MILLIS_PER_TICK = 10;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Process process;
    private final Thread hook;
    private final long startedNanos;
    private final int port;
    private final Path log;

    private RunningFunction(Process process, long startedNanos, int port, Path log) {
        this.process = process;
        this.startedNanos = startedNanos;
        this.port = port;
        this.log = log;
        this.hook = new Thread(process::destroyForcibly, "end-function");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** @param command of the JVM, which works in {@code directory} and is to listen on {@code port} */
    public static RunningFunction start(
            List<String> command, Path directory, int port, Map<String, String> environment, Path log) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        long now = System.nanoTime();
        try {
            return new RunningFunction(builder.start(), now, port, log);
        } catch (IOException e) {
            throw new ProcessFailedException("Cannot start " + command.get(0) + ": " + e.getMessage(), e);
        }
    }

    /** Asks over and over until it answers; returns the milliseconds from the start of its JVM to that answer. */
    public double millisToFirstAnswer(HttpRequest.Builder request) throws InterruptedException {
        HttpRequest first = request.uri(uri()).build();
        long giveUp = startedNanos + LIMIT.toNanos();
        while (true) {
            try {
                check(client.send(first, BodyHandlers.ofString()));
                return (System.nanoTime() - startedNanos) / 1e6;
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() > giveUp) {
                    throw new ProcessFailedException("The function does not answer; its log:\n" + logText(), e);
                }
                LockSupport.parkNanos(POLL_NANOS);
            }
        }
    }

    /** Asks once; returns the milliseconds to the answer. */
    public double millisToAnswer(HttpRequest.Builder request) throws InterruptedException {
        long before = System.nanoTime();
        try {
            check(client.send(request.uri(uri()).build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new ProcessFailedException("The function broke off; its log:\n" + logText(), e);
        }
        return (System.nanoTime() - before) / 1e6;
    }

    /** An object's finalize event, as Eventarc delivers it. */
    public static HttpRequest.Builder finalized(String object) {
        return HttpRequest.newBuilder()
                .timeout(LIMIT)
                .header("Content-Type", "application/json")
                .header("ce-id", "event-" + Integer.toHexString(object.hashCode()))
                .header("ce-specversion", "1.0")
                .header("ce-type", "google.cloud.storage.object.v1.finalized")
                .header("ce-source", "//storage.googleapis.com/projects/_/buckets/landfall-landing")
                .POST(BodyPublishers.ofString(object));
    }

    /** A message on the merge topic that names {@code sales.orders}, as Eventarc delivers it. */
    public static HttpRequest.Builder mergeMessage() {
        return HttpRequest.newBuilder()
                .timeout(LIMIT)
                .header("Content-Type", "application/json")
                .header("ce-id", "message-1")
                .header("ce-specversion", "1.0")
                .header("ce-type", "google.cloud.pubsub.topic.v1.messagePublished")
                .header("ce-source", "//pubsub.googleapis.com/projects/landfall-local/topics/landfall-merge")
                .POST(BodyPublishers.ofString("{\"message\":{\"messageId\":\"1\",\"data\":\"c2FsZXMub3JkZXJz\","
                        + "\"attributes\":{\"dataset\":\"sales\",\"table\":\"orders\"}}}"));
    }

    /** CPU time so far in milliseconds; empty where there is no {@code /proc}. */
    public OptionalLong cpuMillis() {
        try {
            String[] fields = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "stat"))
                    .replaceFirst("^.*\\) ", "")
                    .split(" ");
            return OptionalLong.of((Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * MILLIS_PER_TICK);
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /** Resident memory in MiB; empty where there is no {@code /proc}. */
    public OptionalLong residentMebibytes() {
        try {
            return Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending, and the hook runs already.
            return;
        }
    }

    private URI uri() {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    private void check(HttpResponse<String> response) {
        if (response.statusCode() >= 300) {
            throw new ProcessFailedException(
                    "The function answered " + response.statusCode() + "; its log:\n" + logText());
        }
    }

    private String logText() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return "(no log: " + e.getMessage() + ")";
        }
    }
}
