package dev.landfall.endtoend.bench;

import dev.landfall.cli.TextTable;
import dev.landfall.endtoend.laptop.HiveProcess;
import dev.landfall.endtoend.laptop.Installation;
import dev.landfall.endtoend.laptop.LocalCommand;
import dev.landfall.endtoend.process.Supervisor;
import dev.landfall.gcp.client.CloudClients;
import dev.landfall.localcloud.LocalCloud;
import dev.landfall.migration.validation.comparison.Level;
import dev.landfall.migration.validation.comparison.Outcome;
import dev.landfall.migration.validation.comparison.ValidationResult;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code landfall bench validate}. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = {
            "Validates one table in a real Hive against the local BigQuery, beside SELECT COUNT(*) and beside fetching",
            "and comparing every row, in one run; then makes keys differ and counts what is fetched to name them."
        })
final class ValidationCostCommand implements Callable<Integer> {
    @Option(names = "--rows", description = "Rows of the table (default: ${DEFAULT-VALUE}).")
    long rows = 2_000_000;

    @Option(names = "--keys", description = "Keys that are made to differ (default: ${DEFAULT-VALUE}).")
    int keys = 10;

    @Option(names = "--no-fetch", description = "Leave out the comparison row by row, which takes longest.")
    boolean noFetch;

    @Spec
    CommandSpec spec = CommandSpec.create();

    /** Something that takes time. */
    @FunctionalInterface
    private interface Work {
        void run() throws Exception;
    }

    @Override
    public Integer call() throws Exception {
        Installation installation = Installation.current();
        Path folder = LocalCommand.runDirectory(installation, "bench-validate");
        try (Supervisor supervisor = Supervisor.create(folder);
                LocalCloud cloud = LocalCloud.builder().start();
                CloudClients clients = CloudClients.of(environment(cloud))) {
            HiveProcess hive = HiveProcess.start(installation, supervisor, folder);
            try (Connection connection = hive.connect()) {
                ValidationCost cost = new ValidationCost(connection, clients, rows);
                long creation = milliseconds(() -> cost.create(URI.create(hive.hdfsUri()), folder.resolve("data")));
                spec.commandLine()
                        .getErr()
                        .printf(Locale.ROOT, "%,d rows on both sides after %,d ms%n", rows, creation);
                measure(cost);
            }
        }
        return 0;
    }

    private void measure(ValidationCost cost) throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        cost.count();
        long count = milliseconds(cost::count);
        ValidationResult[] results = new ValidationResult[2];
        long digest = milliseconds(() -> results[0] = cost.validate(Level.DIGEST));
        require(results[0].outcome() == Outcome.EQUAL, results[0]);
        long fetch = noFetch ? 0 : milliseconds(cost::fetchAndCompare);
        cost.change(keys);
        long named = milliseconds(() -> results[1] = cost.validate(Level.ROWS));
        require(results[1].keys().named().size() == keys && results[1].keys().complete(), results[1]);
        TextTable table = new TextTable(List.of("WHAT", "MILLISECONDS", "TO COUNT", "ROWS FETCHED", "SUMS FETCHED"));
        line(table, "SELECT COUNT(*) of both sides", count, count, 0, 2);
        line(table, "digests, equal", digest, count, results[0]);
        if (!noFetch) {
            line(table, "every row fetched and compared", fetch, count, 2 * rows, 0);
        }
        line(table, keys + " differing keys named", named, count, results[1]);
        table.print(out);
        out.flush();
    }

    private static void require(boolean fulfilled, ValidationResult result) {
        if (!fulfilled) {
            throw new IllegalStateException("The validation found something else: " + result);
        }
    }

    private static void line(TextTable table, String what, long time, long count, ValidationResult result) {
        line(
                table,
                what,
                time,
                count,
                result.effort().rowsFetched(),
                result.effort().groupsFetched());
    }

    private static void line(TextTable table, String what, long time, long count, long fetched, long sums) {
        table.add(List.of(
                what,
                String.format(Locale.ROOT, "%,d", time),
                String.format(Locale.ROOT, "%.1f", (double) time / count),
                String.format(Locale.ROOT, "%,d", fetched),
                String.format(Locale.ROOT, "%,d", sums)));
    }

    private static long milliseconds(Work work) throws Exception {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1_000_000;
    }

    private static Map<String, String> environment(LocalCloud cloud) {
        Map<String, String> environment = new HashMap<>(cloud.environment());
        environment.put("LANDFALL_PROJECT", cloud.project());
        environment.put("LANDFALL_LOCATION", cloud.location());
        return environment;
    }
}
