package dev.landfall.endtoend.bench.replication;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Sends files as they are, one request each, with the JDK's client: no checksum, no retry, no memory of what was sent. */
final class BarePut {
    private static final int OK = 200;

    private final URI upload;
    private final int parallel;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** @param upload address that takes objects, with everything but their name */
    BarePut(URI upload, int parallel) {
        this.upload = upload;
        this.parallel = parallel;
    }

    /** How many files the folder has; all of them have arrived. */
    long all(Path folder) throws Exception {
        List<Path> files;
        try (Stream<Path> list = Files.list(folder)) {
            files = list.sorted().toList();
        }
        ExecutorService threads = Executors.newFixedThreadPool(parallel);
        try {
            List<Callable<Integer>> tasks = new ArrayList<>();
            for (Path file : files) {
                tasks.add(() -> put(file));
            }
            for (Future<Integer> put : threads.invokeAll(tasks)) {
                if (put.get() != OK) {
                    throw new IllegalStateException("A file was answered with " + put.get());
                }
            }
        } finally {
            threads.shutdownNow();
        }
        return files.size();
    }

    private int put(Path file) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(upload + file.getFileName().toString()))
                .header("Content-Type", "application/octet-stream")
                .POST(HttpRequest.BodyPublishers.ofFile(file))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}
