package dev.landfall.endtoend.bench;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.FormatOptions;
import com.google.cloud.bigquery.Job;
import com.google.cloud.bigquery.JobConfiguration;
import com.google.cloud.bigquery.JobId;
import com.google.cloud.bigquery.JobInfo;
import com.google.cloud.bigquery.JobStatus;
import com.google.cloud.bigquery.LoadJobConfiguration;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.TableId;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.landfall.endtoend.laptop.Laptop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * What one is compared with: the usual function, which makes each file a load job into a staging table of its own, a
 * MERGE into the target, and a DROP. It keeps no record, so it is a little faster per file than it could be in earnest; a
 * failure is answered 500, and the event comes again.
 */
final class FilePerJobFunction implements AutoCloseable {
    private static final long FIRST_POLL_MILLIS = 50;
    private static final long LAST_POLL_MILLIS = 2_000;

    private final BigQuery bigQuery;
    private final HttpServer server;
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicInteger numbers = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "file-per-job");
        thread.setDaemon(true);
        return thread;
    });

    private FilePerJobFunction(BigQuery bigQuery, HttpServer server) {
        this.bigQuery = bigQuery;
        this.server = server;
    }

    static FilePerJobFunction start(BigQuery bigQuery) throws IOException {
        FilePerJobFunction started = new FilePerJobFunction(
                bigQuery,
                HttpServer.create(
                        new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 1_000));
        started.server.setExecutor(started.threads);
        started.server.createContext("/", started::handle);
        started.server.start();
        return started;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    /** Files that are in their target. */
    int done() {
        return done.get();
    }

    /** Deliveries that failed. */
    int failed() {
        return failed.get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonObject object = JsonParser.parseString(
                            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8))
                    .getAsJsonObject();
            exchange.sendResponseHeaders(apply(object.get("name").getAsString()) ? 204 : 500, -1);
        }
    }

    /** {@code landing/DATASET/TABLE/...}. */
    private boolean apply(String name) {
        String table = name.split("/", -1)[2];
        TableId staging = TableId.of(BenchCloud.STAGING, table + "_" + numbers.incrementAndGet());
        try {
            run(LoadJobConfiguration.newBuilder(staging, "gs://" + Laptop.BUCKET + "/" + name)
                    .setFormatOptions(FormatOptions.avro())
                    .build());
            run(QueryJobConfiguration.newBuilder(("MERGE `%1$s.%2$s` T USING `%3$s.%4$s` S ON T.id = S.id"
                                    + " WHEN MATCHED AND S.version >= T.version THEN"
                                    + " UPDATE SET name = S.name, version = S.version"
                                    + " WHEN NOT MATCHED THEN INSERT (id, name, version)"
                                    + " VALUES (S.id, S.name, S.version)")
                            .formatted(BenchCloud.DATASET, table, BenchCloud.STAGING, staging.getTable()))
                    .setUseLegacySql(false)
                    .build());
            bigQuery.delete(staging);
            done.incrementAndGet();
            return true;
        } catch (BigQueryException e) {
            failed.incrementAndGet();
            return false;
        }
    }

    private void run(JobConfiguration configuration) {
        Job job = bigQuery.create(JobInfo.newBuilder(configuration)
                .setJobId(JobId.newBuilder()
                        .setLocation(Laptop.LOCATION)
                        .setRandomJob()
                        .build())
                .build());
        long wait = FIRST_POLL_MILLIS;
        while (!job.getStatus().getState().equals(JobStatus.State.DONE)) {
            LockSupport.parkNanos(wait * 1_000_000);
            wait = Math.min(LAST_POLL_MILLIS, wait * 3 / 2);
            job = bigQuery.getJob(job.getJobId());
        }
        if (job.getStatus().getError() != null) {
            throw new BigQueryException(
                    400, String.valueOf(job.getStatus().getError().getMessage()));
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
