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
import dev.landfall.endtoend.laptop.Laptop;
import dev.landfall.localcloud.http.LoopbackHttpServer;
import dev.landfall.localcloud.http.Request;
import dev.landfall.localcloud.http.Response;
import dev.landfall.localcloud.http.Router;
import java.io.IOException;
import java.net.URI;
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
    private final LoopbackHttpServer server;
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicInteger numbers = new AtomicInteger();

    private FilePerJobFunction(BigQuery bigQuery) throws IOException {
        this.bigQuery = bigQuery;
        this.server = LoopbackHttpServer.start("file-per-job", 0, new Router().on("POST", "/", this::handle));
    }

    static FilePerJobFunction start(BigQuery bigQuery) throws IOException {
        return new FilePerJobFunction(bigQuery);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.port() + "/");
    }

    /** Files that are in their target. */
    int done() {
        return done.get();
    }

    /** Deliveries that failed. */
    int failed() {
        return failed.get();
    }

    private Response handle(Request request) throws IOException {
        return Response.empty(apply(request.json().get("name").getAsString()) ? 204 : 500);
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
        server.close();
    }
}
