package dev.landfall.gcp.bigquery;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.DatasetInfo;
import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.QueryJobConfiguration;
import dev.landfall.gcp.client.CloudClients;
import dev.landfall.localcloud.bigquery.BigQueryServer;
import dev.landfall.localcloud.bigquery.quota.BigQueryLimits;
import dev.landfall.localcloud.bigquery.quota.JobLatency;
import dev.landfall.localcloud.storage.ObjectCatalog;
import dev.landfall.localcloud.storage.StoredObject;
import dev.landfall.localcloud.time.TimeSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** BigQuery over the wire with datasets {@code sales} and {@code staging}, and a bucket {@code landing} in a folder. */
final class LocalWarehouse implements AutoCloseable, ObjectCatalog {
    private static final String PROJECT = "landfall-local";

    private final Path folder;
    private final Map<String, StoredObject> objects = new HashMap<>();
    private final BigQueryServer server;
    private final CloudClients clients;
    private final BigQuery bigQuery;

    LocalWarehouse(Path folder) throws IOException {
        this(folder, TimeSource.system());
    }

    /** @param time as BigQuery has it */
    LocalWarehouse(Path folder, TimeSource time) throws IOException {
        this.folder = folder;
        server = BigQueryServer.start(
                BigQueryServer.Config.of(PROJECT, "US", folder.resolve("data"))
                        .with(time, BigQueryLimits.NONE, JobLatency.NONE),
                this,
                0);
        clients = new CloudClients(
                PROJECT, "US", "(default)", Map.of("BIGQUERY_EMULATOR_HOST", "http://127.0.0.1:" + server.port()));
        bigQuery = clients.bigQuery();
        bigQuery.create(DatasetInfo.newBuilder("sales").setLocation("US").build());
        bigQuery.create(DatasetInfo.newBuilder("staging").setLocation("US").build());
    }

    BigQueryWarehouse warehouse() {
        return new BigQueryWarehouse(bigQuery, PROJECT, "US", Clock.systemUTC());
    }

    String put(String name, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        Path file = Files.createTempFile(folder, "object", null);
        Files.write(file, bytes);
        objects.put(
                name,
                new StoredObject(
                        "landing",
                        name,
                        1,
                        1,
                        bytes.length,
                        "",
                        "",
                        0,
                        "",
                        "",
                        Map.of(),
                        Instant.EPOCH,
                        Instant.EPOCH,
                        file));
        return "gs://landing/" + name;
    }

    /** Every row as text, its values in order. */
    List<List<String>> query(String sql) {
        try {
            List<List<String>> rows = new ArrayList<>();
            for (FieldValueList row :
                    bigQuery.query(QueryJobConfiguration.of(sql)).iterateAll()) {
                rows.add(row.stream()
                        .map(value -> value.isNull() ? "null" : String.valueOf(value.getValue()))
                        .toList());
            }
            return rows;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean bucketExists(String bucket) {
        return bucket.equals("landing");
    }

    @Override
    public Optional<StoredObject> find(String bucket, String name) {
        return Optional.ofNullable(objects.get(name));
    }

    @Override
    public List<StoredObject> list(String bucket, String prefix) {
        return objects.values().stream()
                .filter(object -> object.name().startsWith(prefix))
                .toList();
    }

    @Override
    public void close() {
        clients.close();
        server.close();
    }
}
