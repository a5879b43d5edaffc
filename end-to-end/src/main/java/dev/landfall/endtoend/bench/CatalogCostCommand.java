package dev.landfall.endtoend.bench;

import dev.landfall.endtoend.laptop.HiveProcess;
import dev.landfall.endtoend.laptop.Installation;
import dev.landfall.endtoend.laptop.LocalCommand;
import dev.landfall.endtoend.process.Supervisor;
import dev.landfall.migration.catalog.Plan;
import dev.landfall.replicator.pipeline.Dialect;
import dev.landfall.replicator.pipeline.JdbcConnection;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code landfall bench catalog}. */
@Command(
        name = "catalog",
        mixinStandardHelpOptions = true,
        description = {
            "Makes many tables in a real Hive, each fourth of them partitioned, and reads them by JDBC into a plan,",
            "twice: the first time Hive has read none of them before."
        })
final class CatalogCostCommand implements Callable<Integer> {
    @Option(names = "--tables", description = "Tables of the database (default: ${DEFAULT-VALUE}).")
    int tables = 1_000;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        Installation installation = Installation.current();
        Path folder = LocalCommand.runDirectory(installation, "bench-catalog");
        PrintWriter out = spec.commandLine().getOut();
        try (Supervisor supervisor = Supervisor.create(folder)) {
            HiveProcess hive = HiveProcess.start(installation, supervisor, folder);
            try (Connection connection = hive.connect()) {
                CatalogCost cost = new CatalogCost(connection, tables);
                long creation = System.nanoTime();
                cost.create();
                print(out, "made in Hive", creation);
                JdbcConnection reader = new JdbcConnection(
                        "warehouse",
                        Dialect.HIVE,
                        hive.jdbcUrl(),
                        "root",
                        null,
                        installation.hiveDrivers(),
                        ZoneOffset.UTC);
                crawl(cost, reader, "read by JDBC", out);
                crawl(cost, reader, "read by JDBC again", out);
            }
        }
        return 0;
    }

    private void crawl(CatalogCost cost, JdbcConnection reader, String what, PrintWriter out) {
        long begin = System.nanoTime();
        Plan plan = cost.crawl(reader);
        if (plan.tables().size() != tables || !plan.leftOut().isEmpty()) {
            throw new IllegalStateException("The plan has " + plan.tables().size() + " tables: " + plan.leftOut());
        }
        print(out, what, begin);
    }

    private void print(PrintWriter out, String what, long begin) {
        double seconds = (System.nanoTime() - begin) / 1e9;
        out.printf(
                Locale.ROOT,
                "%,d tables of %d columns %s: %.1f s, %.1f ms each%n",
                tables,
                CatalogCost.COLUMNS,
                what,
                seconds,
                seconds * 1_000 / tables);
        out.flush();
    }
}
