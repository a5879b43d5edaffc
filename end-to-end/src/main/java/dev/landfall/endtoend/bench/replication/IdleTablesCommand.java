package dev.landfall.endtoend.bench.replication;

import dev.landfall.cli.TextTable;
import dev.landfall.endtoend.laptop.HiveProcess;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code landfall bench idle-tables}: what a cycle costs that finds nothing. */
@Command(
        name = "idle-tables",
        mixinStandardHelpOptions = true,
        description = {
            "Cycles of the replicator over tables of a real Hive in which nothing changed: by watermark, and by partitions",
            "that were rewritten. The last cycle counts; the first one made the state. The full size: --tables 1000"
        })
public final class IdleTablesCommand implements Callable<Integer> {
    private static final int CYCLES = 3;

    @Option(names = "--tables", description = "of each kind (default: ${DEFAULT-VALUE})")
    int tables = 100;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        try (Bench bench = Bench.start("idle-tables")) {
            HiveProcess hive = HiveProcess.start(bench.installation(), bench.supervisor(), bench.folder());
            create(hive);
            Bench.load(out, "before");
            TextTable table = new TextTable(
                    List.of("BY", "TABLES", "SECONDS A CYCLE", "QUERIES A CYCLE", "CLIENT CPU MS A TABLE", "HEAP MIB"));
            measure(bench, hive, "watermark", "watermark: { column: updated_at }", "mode: merge, keys: [id]", table);
            measure(bench, hive, "partitions", "changes: partitions", "mode: replace", table);
            table.print(out);
            Bench.load(out, "after");
        }
        return 0;
    }

    private void create(HiveProcess hive) throws SQLException, InterruptedException {
        try (Connection connection = hive.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE bench");
            for (int i = 0; i < tables; i++) {
                statement.execute("CREATE TABLE bench.idle_" + i
                        + " (id bigint, name string, price decimal(12,2), updated_at timestamp) STORED AS ORC");
            }
        }
    }

    private void measure(Bench bench, HiveProcess hive, String name, String changes, String target, TextTable table)
            throws IOException, InterruptedException {
        StringBuilder blocks = new StringBuilder();
        for (int i = 0; i < tables; i++) {
            blocks.append("- { target: bench.%s_%d, source: { connection: warehouse, table: bench.idle_%d, %s }, %s }\n"
                    .formatted(name, i, i, changes, target));
        }
        Path pipeline = bench.pipeline(
                "warehouse: { kind: hive, url: \"%s\", user: root, drivers: %s }\n"
                        .formatted(hive.jdbcUrl(), bench.installation().hiveDrivers()),
                blocks.toString());
        List<Effort> efforts = bench.work("replicate", pipeline.toString(), "" + CYCLES);
        Effort idle = efforts.get(CYCLES - 1);
        table.add(List.of(
                name,
                "%,d".formatted(tables),
                String.format(Locale.ROOT, "%.2f", idle.millis() / 1000.0),
                "%,d".formatted(idle.queries()),
                String.format(Locale.ROOT, "%.1f", (double) idle.cpuMillis() / tables),
                "" + idle.heapMebibytes()));
    }
}
