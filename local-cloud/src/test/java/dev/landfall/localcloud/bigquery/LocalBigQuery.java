package dev.landfall.localcloud.bigquery;

import com.google.cloud.NoCredentials;
import com.google.cloud.RetryOption;
import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.BigQueryOptions;
import com.google.cloud.bigquery.DatasetInfo;
import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.Job;
import com.google.cloud.bigquery.JobConfiguration;
import com.google.cloud.bigquery.JobId;
import com.google.cloud.bigquery.JobInfo;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.Table;
import com.google.cloud.bigquery.TableId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** A server with the dataset {@code sales}, and the unchanged client. */
final class LocalBigQuery implements AutoCloseable {
    static final String PROJECT = "landfall-local";
    static final String DATASET = "sales";

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final BigQueryServer server;
    private final BigQuery client;
    private final FolderObjects objects;

    private LocalBigQuery(BigQueryServer server, BigQuery client, FolderObjects objects) {
        this.server = server;
        this.client = client;
        this.objects = objects;
    }

    static LocalBigQuery start(Path folder) {
        return start(folder, config -> config);
    }

    /** @param settings what is unlike the default */
    static LocalBigQuery start(Path folder, UnaryOperator<BigQueryServer.Config> settings) {
        try {
            FolderObjects objects = new FolderObjects(Files.createDirectories(folder.resolve("objects")));
            BigQueryServer server = BigQueryServer.start(
                    settings.apply(BigQueryServer.Config.of(PROJECT, "US", folder.resolve("data"))), objects, 0);
            BigQuery client = BigQueryOptions.newBuilder()
                    .setProjectId(PROJECT)
                    .setHost("http://127.0.0.1:" + server.port())
                    .setCredentials(NoCredentials.getInstance())
                    .build()
                    .getService();
            client.create(DatasetInfo.of(DATASET));
            return new LocalBigQuery(server, client, objects);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return server.port();
    }

    BigQueryServer server() {
        return server;
    }

    BigQuery client() {
        return client;
    }

    FolderObjects objects() {
        return objects;
    }

    static TableId table(String name) {
        return TableId.of(PROJECT, DATASET, name);
    }

    /** Runs a job to its end, good or bad, and returns it as it then is. */
    Job run(String jobId, JobConfiguration configuration) {
        Job job = client.create(JobInfo.of(JobId.of(jobId), configuration));
        try {
            job.waitFor(
                    RetryOption.initialRetryDelayDuration(Duration.ofMillis(5)),
                    RetryOption.retryDelayMultiplier(1.5),
                    RetryOption.totalTimeoutDuration(Duration.ofSeconds(60)));
        } catch (BigQueryException e) {
            // The client throws a failed job's error; the job tells the same.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return client.getJob(job.getJobId());
    }

    /** Sends JSON as any other client would. */
    HttpResponse<String> post(String path, String json) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.port() + "/bigquery/v2/projects/" + PROJECT + path))
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    Schema schema(String table) {
        Table found = client.getTable(table(table));
        return Objects.requireNonNull(
                found.<StandardTableDefinition>getDefinition().getSchema());
    }

    List<FieldValueList> rows(String table) {
        List<FieldValueList> rows = new ArrayList<>();
        client.listTableData(table(table), schema(table)).iterateAll().forEach(rows::add);
        return rows;
    }

    @Override
    public void close() {
        server.close();
    }
}
