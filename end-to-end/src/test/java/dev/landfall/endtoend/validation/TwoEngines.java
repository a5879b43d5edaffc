package dev.landfall.endtoend.validation;

import com.google.cloud.bigquery.DatasetInfo;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.FormatOptions;
import com.google.cloud.bigquery.Job;
import com.google.cloud.bigquery.JobInfo;
import com.google.cloud.bigquery.LoadJobConfiguration;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.TableId;
import com.google.cloud.storage.BlobInfo;
import dev.landfall.endtoend.tpch.SandboxForTest;
import dev.landfall.gcp.client.CloudClients;
import dev.landfall.localcloud.LocalCloud;
import dev.landfall.replicator.checksum.ChecksummedOutput;
import dev.landfall.replicator.format.PartFormat;
import dev.landfall.replicator.format.PartWriter;
import dev.landfall.replicator.format.RowSchema;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.jspecify.annotations.Nullable;

/** A real Hive and a local BigQuery that are given the same files. */
final class TwoEngines implements AutoCloseable {
    static final String DATABASE = "shop";
    private static final String BUCKET = "landing";

    private final SandboxForTest sandbox;
    private final Connection hive;
    private final FileSystem hdfs;
    private final LocalCloud cloud;
    private final CloudClients clients;
    private final Path directory;

    private TwoEngines(SandboxForTest sandbox, Connection hive, FileSystem hdfs, LocalCloud cloud, Path directory) {
        this.sandbox = sandbox;
        this.hive = hive;
        this.hdfs = hdfs;
        this.cloud = cloud;
        this.directory = directory;
        this.clients = CloudClients.of(environment());
    }

    static TwoEngines start(Path directory) throws IOException, InterruptedException, SQLException {
        SandboxForTest sandbox = SandboxForTest.start(Files.createDirectories(directory.resolve("hive")));
        FileSystem hdfs = FileSystem.get(sandbox.hdfs(), new Configuration());
        TwoEngines engines = new TwoEngines(
                sandbox,
                sandbox.connect(),
                hdfs,
                LocalCloud.builder().bucket(BUCKET).start(),
                directory);
        engines.clients.bigQuery().create(DatasetInfo.of(DATABASE));
        engines.hive("CREATE DATABASE IF NOT EXISTS " + DATABASE);
        return engines;
    }

    /** For commands. */
    Map<String, String> environment() {
        Map<String, String> environment = new java.util.HashMap<>(cloud.environment());
        environment.put("LANDFALL_PROJECT", cloud.project());
        environment.put("LANDFALL_LOCATION", cloud.location());
        environment.put("LANDFALL_LANDING", "gs://" + BUCKET);
        return environment;
    }

    SandboxForTest sandbox() {
        return sandbox;
    }

    Connection hive() {
        return hive;
    }

    CloudClients clients() {
        return clients;
    }

    void hive(String... statements) throws SQLException {
        try (Statement statement = hive.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    void bigQuery(String sql) throws InterruptedException {
        clients.bigQuery().query(QueryJobConfiguration.of(sql));
    }

    /** One Parquet file, read by Hive where it lies and loaded into BigQuery. */
    void create(TestTable table) throws IOException, SQLException, InterruptedException {
        Path file = parquet(table);
        String folder = "/" + DATABASE + "/" + table.name();
        hdfs.mkdirs(new org.apache.hadoop.fs.Path(folder));
        hdfs.copyFromLocalFile(
                new org.apache.hadoop.fs.Path(file.toUri()), new org.apache.hadoop.fs.Path(folder + "/part.parquet"));
        hive("DROP TABLE IF EXISTS " + DATABASE + "." + table.name());
        hive("CREATE EXTERNAL TABLE " + DATABASE + "." + table.name() + " ("
                + table.columns().stream()
                        .map(column -> "`" + column.name() + "` " + column.hiveType())
                        .collect(Collectors.joining(", "))
                + ") STORED AS PARQUET LOCATION '" + folder + "'");
        load(table, Files.readAllBytes(file));
    }

    /** Lines of JSON with the same rows for both. */
    void create(String name, NestedTable table) throws IOException, SQLException, InterruptedException {
        org.apache.hadoop.fs.Path folder = new org.apache.hadoop.fs.Path("/" + DATABASE + "/" + name);
        try (OutputStream rows = hdfs.create(new org.apache.hadoop.fs.Path(folder, "part.json"))) {
            rows.write(table.hiveJson().getBytes(StandardCharsets.UTF_8));
        }
        hive("CREATE EXTERNAL TABLE " + DATABASE + "." + name + " (" + NestedTable.HIVE_COLUMNS
                + ") STORED AS JSONFILE LOCATION '" + folder + "'");
        clients.storage()
                .create(
                        BlobInfo.newBuilder(BUCKET, name + ".json").build(),
                        table.bigQueryJson().getBytes(StandardCharsets.UTF_8));
        bigQuery("CREATE TABLE `" + DATABASE + "`.`" + name + "` (" + NestedTable.BIG_QUERY_COLUMNS + ")");
        await(clients.bigQuery()
                .create(JobInfo.of(LoadJobConfiguration.newBuilder(
                                TableId.of(DATABASE, name), "gs://" + BUCKET + "/" + name + ".json")
                        .setFormatOptions(FormatOptions.json())
                        .setWriteDisposition(JobInfo.WriteDisposition.WRITE_APPEND)
                        .build())));
    }

    private static void await(Job job) throws InterruptedException {
        Job done = job.waitFor();
        if (done.getStatus().getError() != null) {
            throw new IllegalStateException(done.getStatus().getError().toString());
        }
    }

    private Path parquet(TestTable table) throws IOException {
        Path file = directory.resolve(table.name() + ".parquet");
        RowSchema schema = new RowSchema(
                table.name(), table.columns().stream().map(TestColumn::carried).toList());
        try (PartWriter writer = PartWriter.open(PartFormat.PARQUET, schema, ChecksummedOutput.create(file))) {
            for (@Nullable Object[] row : table.rows()) {
                writer.write(row);
            }
        }
        return file;
    }

    private void load(TestTable table, byte[] file) throws InterruptedException {
        String name = table.name() + ".parquet";
        clients.storage().create(BlobInfo.newBuilder(BUCKET, name).build(), file);
        List<Field> fields = table.columns().stream()
                .map(column -> Field.of(column.name(), column.bigQueryType()))
                .toList();
        await(clients.bigQuery()
                .create(JobInfo.of(LoadJobConfiguration.newBuilder(
                                TableId.of(DATABASE, table.name() + "_loaded"), "gs://" + BUCKET + "/" + name)
                        .setFormatOptions(FormatOptions.parquet())
                        .setSchema(Schema.of(fields))
                        .build())));
        // Parquet gives a TIMESTAMP and no DATETIME; a target of Landfall's has the system column.
        String columns = table.columns().stream().map(TestColumn::selected).collect(Collectors.joining(", "));
        bigQuery("CREATE TABLE `" + DATABASE + "`.`" + table.name() + "` AS SELECT " + columns
                + ", 1 AS `_landfall_sequence` FROM `" + DATABASE + "`.`" + table.name() + "_loaded`");
    }

    @Override
    public void close() throws IOException, SQLException {
        clients.close();
        cloud.close();
        hdfs.close();
        hive.close();
        sandbox.close();
    }
}
