package dev.landfall.endtoend.bench.replication;

import dev.landfall.cli.TextTable;
import dev.landfall.endtoend.laptop.HiveProcess;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code landfall bench hive-delta}: a window of Hive rows, from the query to the uploaded parts. */
@Command(
        name = "hive-delta",
        mixinStandardHelpOptions = true,
        description = {
            "Delivers one window of 12 columns from a real Hive as Avro and as Parquet, beside a loop that fetches the",
            "same rows by the same driver and throws them away; each in a JVM of its own, in turn. Hive and the local",
            "cloud share the machine. The full size: --rows 2000000"
        })
public final class HiveDeltaCommand implements Callable<Integer> {
    @Option(names = "--rows", description = "of the window (default: ${DEFAULT-VALUE})")
    long rows = 500_000;

    @Option(names = "--rounds", description = "of each, in turn; the best counts (default: ${DEFAULT-VALUE})")
    int rounds = 2;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        try (Bench bench = Bench.start("hive-delta")) {
            HiveProcess hive = HiveProcess.start(bench.installation(), bench.supervisor(), bench.folder());
            try (Connection connection = hive.connect()) {
                WideTable.create(
                        connection, URI.create(hive.hdfsUri()), bench.folder().resolve("data"), rows);
            }
            Bench.load(out, "before");
            measure(bench, hive.jdbcUrl());
            Bench.load(out, "after");
        }
        return 0;
    }

    private void measure(Bench bench, String url) throws IOException, InterruptedException {
        @Nullable Effort fetched = null;
        @Nullable Effort avro = null;
        @Nullable Effort parquet = null;
        // The first query of a Hive that was just started takes longer than any other.
        Effort warm = fetch(bench, url);
        for (int round = 0; round < rounds; round++) {
            fetched = Effort.better(fetched, fetch(bench, url));
            avro = Effort.better(avro, replicate(bench, url, "avro"));
            parquet = Effort.better(parquet, replicate(bench, url, "parquet"));
        }
        if (fetched == null || avro == null || parquet == null || avro.items() != rows || parquet.items() != rows) {
            throw new IllegalStateException("Not all of " + rows + " rows were delivered: " + avro + ", " + parquet);
        }
        TextTable table = Bench.table("ROWS");
        Bench.line(table, "fetched and thrown away, first of all", warm, fetched);
        Bench.line(table, "fetched and thrown away", fetched, fetched);
        Bench.line(table, "replicator, Avro uploaded", avro, fetched);
        Bench.line(table, "replicator, Parquet uploaded", parquet, fetched);
        table.print(spec.commandLine().getOut());
        spec.commandLine().getOut().flush();
    }

    private static Effort fetch(Bench bench, String url) throws IOException, InterruptedException {
        Path pipeline = pipeline(bench, url, "avro");
        return bench.work("fetch", pipeline.toString(), "SELECT * FROM bench.wide WHERE updated_at < current_timestamp")
                .get(0);
    }

    private static Effort replicate(Bench bench, String url, String format) throws IOException, InterruptedException {
        return bench.work("replicate", pipeline(bench, url, format).toString(), "1")
                .get(0);
    }

    private static Path pipeline(Bench bench, String url, String format) throws IOException {
        return bench.pipeline(
                "warehouse: { kind: hive, url: \"%s\", user: root, drivers: %s }\n"
                        .formatted(url, bench.installation().hiveDrivers()),
                """
                - target: bench.wide_%s_%d
                  source: { connection: warehouse, table: bench.wide, watermark: { column: updated_at } }
                  format: %s
                  mode: merge
                  keys: [id]
                """.formatted(format, System.nanoTime(), format));
    }
}
