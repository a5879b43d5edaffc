package dev.landfall.replicator;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.Storage;
import dev.landfall.gcp.client.CloudClients;
import dev.landfall.localcloud.LocalCloud;
import dev.landfall.replicator.run.RunSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Replicas that share one PostgreSQL state, their tables in a real PostgreSQL too. */
@SuppressWarnings("NullAway.Init")
final class ReplicasTest {
    private static final int TABLES = 4;
    private static final int ROWS = 6_000;
    private static final Duration LEASE = Duration.ofSeconds(2);

    @TempDir
    Path folder;

    private final RealPostgres postgres = RealPostgres.newDatabase();
    private LocalCloud cloud;
    private Path pipeline;
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void start() throws IOException {
        for (int table = 0; table < TABLES; table++) {
            postgres.execute("CREATE TABLE t" + table + " AS SELECT x AS id, md5(x::text) AS text,"
                    + " TIMESTAMP '2026-01-01' AS updated_at FROM generate_series(1, " + ROWS + ") AS x");
        }
        cloud = LocalCloud.builder().bucket("lake-landing").start();
        environment.putAll(cloud.environment());
        environment.put("LANDFALL_PROJECT", cloud.project());
        environment.put("LANDFALL_LOCATION", cloud.location());
        RealPostgres.drivers(folder);
        pipeline = Files.writeString(folder.resolve("pipeline.yaml"), """
                version: 1
                landing: gs://lake-landing
                state: { url: "%s", folder: ./replica }
                connections:
                  crm: { kind: jdbc, url: "%s", user: postgres, drivers: ./drivers }
                templates:
                  - target: crm.{table}
                    source: { connection: crm, tables: ["public.t?"], watermark: { column: updated_at } }
                    mode: merge
                    keys: [id]
                    order: [updated_at]
                """.formatted(postgres.url(), postgres.url()));
    }

    @AfterEach
    void stop() {
        cloud.close();
    }

    /** The program of a replica that a test kills. */
    static final class Replica {
        private Replica() {}

        public static void main(String[] arguments) {
            RunSettings slow = new RunSettings(10_000, 1, 1_000_000, LEASE);
            System.exit(new CommandLine(new ReplicateCommand(System.getenv(), Clock.systemUTC(), slow))
                    .execute("--pipeline", arguments[0]));
        }
    }

    @Test
    void oneOfTwoIsKilledAndEveryTableIsDeliveredNoneTwiceAtOnce() throws Exception {
        Process killed = child();
        try {
            await(() -> count("SELECT count(*) FROM leases") > 0);
            StringWriter out = new StringWriter();
            Thread survivor = new Thread(() -> run(out));
            survivor.start();
            await(() -> count("SELECT count(*) FROM deltas WHERE state = 'PLANNED'") > 0);
            killed.destroyForcibly().waitFor();
            survivor.join();

            StringWriter last = new StringWriter();
            await(() -> {
                last.getBuffer().setLength(0);
                run(last);
                return !last.toString().contains("left to");
            });
        } finally {
            killed.destroyForcibly();
        }

        assertThat(count("SELECT count(*) FROM watermarks")).isEqualTo(TABLES);
        assertThat(count("SELECT count(*) FROM deltas WHERE state <> 'DONE'")).isZero();
        for (int table = 0; table < TABLES; table++) {
            assertThat(deliveredIds("landing/crm/t" + table + "/")).hasSize(ROWS);
        }
        assertThat(count("SELECT count(*) FROM table_runs a JOIN table_runs b ON a.target = b.target AND a.run <> b.run"
                        + " WHERE a.started_at < b.started_at AND a.ended_at > b.started_at"))
                .as("turns of one table that overlap")
                .isZero();
    }

    @Test
    void theAuditTrailSaysWhoMovedWhatAndAWatermarkCanBeMoved() throws Exception {
        StringWriter out = new StringWriter();
        assertThat(run(out)).isZero();
        assertThat(out.toString()).contains(TABLES + " table(s): " + TABLES + " delivered");

        assertThat(command(new RunsCommand(environment)))
                .contains(System.getProperty("user.name") + "@")
                .contains(TABLES + " delivered, 0 nothing new, 0 failed; " + TABLES * ROWS + " row(s)");
        assertThat(command(new RunsCommand(environment), "--table", "crm.t1"))
                .contains("DONE  [beginning, 2")
                .contains(ROWS + " row(s), ")
                .contains("digest ");
        assertThat(command(new RunsCommand(environment), "--table", "crm.t1", "--json"))
                .contains("\"query\":\"SELECT \\\"src\\\".\\\"id\\\"");
        assertThat(command(new WatermarksCommand(environment)))
                .contains("crm.t0  2")
                .contains("by crm.t0@");

        String back = "crm.t1=2025-12-31T00:00";
        assertThat(command(new WatermarksCommand(environment), "--set", back, "--dry-run"))
                .contains("crm.t1: would move from 2")
                .contains("delivers the rows from there on again");
        assertThat(command(new PlanCommand(environment, Clock.systemUTC()), "--table", "crm.t1", "--count"))
                .contains("would deliver [2")
                .contains("0 row(s), about 0.0 KiB (rows counted");
        command(new WatermarksCommand(environment), "--set", back);
        assertThat(command(new PlanCommand(environment, Clock.systemUTC()), "--table", "crm.t1", "--count"))
                .contains("would deliver [2025-12-30T23:55, ")
                .contains(
                        "route  postgresql crm:public.t1 by updated_at, avro parts -> gs://lake-landing/landing/crm/t1/")
                .contains(ROWS + " row(s), about ");
        out.getBuffer().setLength(0);
        run(out, "--table", "crm.t1");
        assertThat(out.toString()).contains(ROWS + " row(s)");
        assertThat(count("SELECT count(*) FROM watermark_moves")).isEqualTo(1);
    }

    private int run(StringWriter out, String... options) {
        List<String> arguments = new ArrayList<>(List.of("--pipeline", pipeline.toString()));
        arguments.addAll(List.of(options));
        return new CommandLine(new ReplicateCommand(
                        environment, Clock.systemUTC(), new RunSettings(200_000, 2, 1_000_000, LEASE)))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(new StringWriter(), true))
                .execute(arguments.toArray(String[]::new));
    }

    private String command(Object command, String... options) {
        List<String> arguments = new ArrayList<>(List.of("--pipeline", pipeline.toString()));
        arguments.addAll(List.of(options));
        StringWriter out = new StringWriter();
        int exit = new CommandLine(command)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true))
                .execute(arguments.toArray(String[]::new));
        assertThat(exit).as(out.toString()).isZero();
        return out.toString();
    }

    private Process child() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Replica.class.getName(),
                pipeline.toString());
        builder.environment().putAll(environment);
        return builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("replica.log").toFile())
                .start();
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private void await(Condition condition) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(80).toNanos();
        while (!condition.holds()) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            if (System.nanoTime() > deadline) {
                Path log = folder.resolve("replica.log");
                throw new AssertionError("It never came to that: " + (Files.exists(log) ? Files.readString(log) : ""));
            }
        }
    }

    /** 0 as long as the table is not there yet. */
    private long count(String sql) {
        try (Connection connection = postgres.open();
                Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = landfall");
            ResultSet results = statement.executeQuery(sql);
            results.next();
            return results.getLong(1);
        } catch (SQLException e) {
            if (Objects.equals(e.getSQLState(), "42P01")) {
                return 0;
            }
            throw new IllegalStateException(e);
        }
    }

    private Set<Integer> deliveredIds(String prefix) throws IOException {
        Set<Integer> ids = new TreeSet<>();
        try (CloudClients clients = CloudClients.of(environment)) {
            Storage storage = clients.storage();
            for (Blob blob : storage.list("lake-landing", Storage.BlobListOption.prefix(prefix))
                    .iterateAll()) {
                if (blob.getName().endsWith(".avro")) {
                    byte[] content = storage.readAllBytes(BlobId.of("lake-landing", blob.getName()));
                    try (DataFileStream<GenericRecord> rows = new DataFileStream<>(
                            new ByteArrayInputStream(content), new GenericDatumReader<GenericRecord>())) {
                        rows.forEach(row -> ids.add((Integer) row.get("id")));
                    }
                }
            }
        }
        return ids;
    }
}
