package dev.landfall.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.landfall.core.ledger.Ledger;
import dev.landfall.core.ledger.TableRecord;
import dev.landfall.core.spec.SpecCheck;
import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TableSpec;
import dev.landfall.core.table.TableSpecCodec;
import dev.landfall.core.warehouse.Warehouse;
import dev.landfall.gcp.bigquery.BigQueryWarehouse;
import dev.landfall.gcp.client.CloudClients;
import dev.landfall.gcp.firestore.FirestoreLedgerStore;
import dev.landfall.replicator.failure.ReplicationException;
import dev.landfall.replicator.pipeline.PipelineException;
import dev.landfall.replicator.pipeline.PipelineParser;
import dev.landfall.replicator.pipeline.PipelineTable;
import dev.landfall.replicator.source.jdbc.JdbcCatalog;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code landfall spec apply|show|check}: tells the functions what a pipeline file says of its tables. */
@Command(name = "spec", mixinStandardHelpOptions = true, description = "Works with the table specs of a pipeline file.")
final class SpecCommand implements Runnable {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getErr());
    }

    /** Writes the specs into the ledger. */
    @Command(
            name = "apply",
            mixinStandardHelpOptions = true,
            description = {
                "Writes the specs of a pipeline file into the ledger, where the functions read them.",
                "Applying the same file again changes nothing."
            })
    static final class Apply implements Callable<Integer> {
        @Option(names = "--pipeline", required = true, paramLabel = "FILE", description = "the pipeline file (YAML)")
        Path file = Path.of("");

        @Option(names = "--dry-run", description = "print the specs, write nothing")
        boolean dryRun;

        private final Deployment deployment;

        @Spec
        CommandSpec spec = CommandSpec.create();

        Apply(Deployment deployment) {
            this.deployment = deployment;
        }

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            List<TableSpec> specs = read(deployment, file);
            try (CloudClients clients = deployment.clients()) {
                Ledger ledger = new Ledger(new FirestoreLedgerStore(clients.firestore()), Clock.systemUTC());
                check(
                        specs,
                        new BigQueryWarehouse(
                                clients.bigQuery(), clients.project(), clients.location(), Clock.systemUTC()));
                for (TableSpec table : specs) {
                    if (!dryRun) {
                        ledger.apply(table);
                    }
                    out.printf("%s %s%n", dryRun ? "would apply" : "applied", describe(table));
                }
            }
            out.flush();
            return 0;
        }

        /** Nothing is applied if one spec does not fit its target. */
        private static void check(List<TableSpec> specs, Warehouse warehouse) {
            List<String> problems = specs.stream()
                    .flatMap(table -> warehouse
                            .table(table.target())
                            .map(target -> SpecCheck.problems(table, target.schema()))
                            .orElse(List.of())
                            .stream())
                    .toList();
            if (!problems.isEmpty()) {
                throw new UserError(String.join(System.lineSeparator(), problems));
            }
        }
    }

    /** Prints the specs that are in the ledger. */
    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = {
                "Prints the specs that are applied, as the functions read them.",
                "Exit status: 0, 1 if the named table has none, 2 wrong usage."
            })
    static final class Show implements Callable<Integer> {
        private static final Gson PRETTY =
                new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();

        @Parameters(arity = "0..1", paramLabel = "DATASET.TABLE", description = "only this table")
        @Nullable
        String table;

        @Option(names = "--json", description = "one JSON object per table on a line of its own")
        boolean json;

        private final Deployment deployment;

        @Spec
        CommandSpec spec = CommandSpec.create();

        Show(Deployment deployment) {
            this.deployment = deployment;
        }

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            TableId only = table == null ? null : TableArgument.parse(table);
            boolean shown = false;
            try (Connection connection = deployment.connect()) {
                List<TableRecord> records = only == null
                        ? connection.view().tables()
                        : connection.view().table(only).stream().toList();
                for (TableRecord record : records.stream()
                        .sorted(Comparator.comparing(TableRecord::id))
                        .toList()) {
                    TableSpec applied = record.spec();
                    if (applied != null) {
                        shown = true;
                        out.println((json ? FileJson.GSON : PRETTY).toJson(TableSpecCodec.toMap(applied)));
                    }
                }
            }
            if (!shown) {
                spec.commandLine()
                        .getErr()
                        .println(
                                only == null
                                        ? "No spec is applied yet: 'landfall spec apply --pipeline FILE' does it."
                                        : "No spec is applied for " + only
                                                + ": its keys are read from its target, if there is one.");
            }
            out.flush();
            return shown || only == null ? 0 : 1;
        }
    }

    /** Compares the specs of a pipeline file with targets and ledger. */
    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = {
                "Reads the specs of a pipeline file and compares them with the targets: keys and order columns must be"
                        + " there and be comparable. Writes nothing.",
                "Exit status: 0 no error, 1 some spec does not fit its target, 2 the file cannot be read."
            })
    static final class Check implements Callable<Integer> {
        @Option(names = "--pipeline", required = true, paramLabel = "FILE", description = "the pipeline file (YAML)")
        Path file = Path.of("");

        @Option(names = "--json", description = "one JSON object per table")
        boolean json;

        private final Deployment deployment;

        @Spec
        CommandSpec spec = CommandSpec.create();

        Check(Deployment deployment) {
            this.deployment = deployment;
        }

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            boolean fits = true;
            List<TableSpec> specs = read(deployment, file);
            try (Connection connection = deployment.connect()) {
                Warehouse warehouse = connection.warehouse();
                for (TableSpec table : specs) {
                    SpecReport check = SpecReport.of(
                            table,
                            warehouse.table(table.target()),
                            connection.view().table(table.target()));
                    fits &= check.errors().isEmpty();
                    print(table, check, out);
                }
            }
            out.flush();
            return fits ? 0 : 1;
        }

        private void print(TableSpec table, SpecReport check, PrintWriter out) {
            if (json) {
                Map<String, Object> object = new LinkedHashMap<>();
                object.put("table", table.target().toString());
                object.put("errors", check.errors());
                object.put("notes", check.notes());
                out.println(FileJson.GSON.toJson(object));
                return;
            }
            out.println((check.errors().isEmpty() ? "ok     " : "ERROR  ") + describe(table));
            check.errors().forEach(error -> out.println("         " + error));
            check.notes().forEach(note -> out.println("         " + note));
        }
    }

    private static List<TableSpec> read(Deployment deployment, Path file) {
        try {
            return new PipelineParser(deployment.environment())
                    .withCatalog(new JdbcCatalog()).parse(file).tables().stream()
                            .map(PipelineTable::spec)
                            .toList();
        } catch (PipelineException | ReplicationException e) {
            throw new UserError(e.getMessage());
        }
    }

    private static String describe(TableSpec table) {
        return table.target() + ": " + table.mode().word() + (table.keys().isEmpty() ? "" : " by " + table.keys())
                + (table.order().isEmpty() ? "" : ", newest by " + table.order());
    }
}
