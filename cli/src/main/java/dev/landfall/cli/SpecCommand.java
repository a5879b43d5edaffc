package dev.landfall.cli;

import dev.landfall.core.ledger.Ledger;
import dev.landfall.core.spec.SpecCheck;
import dev.landfall.core.table.TableSpec;
import dev.landfall.core.warehouse.Warehouse;
import dev.landfall.gcp.bigquery.BigQueryWarehouse;
import dev.landfall.gcp.client.CloudClients;
import dev.landfall.gcp.firestore.FirestoreLedgerStore;
import dev.landfall.replicator.pipeline.PipelineException;
import dev.landfall.replicator.pipeline.PipelineParser;
import dev.landfall.replicator.pipeline.PipelineTable;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code landfall spec apply}: tells the functions what a pipeline file says of its tables. */
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
            List<TableSpec> specs = read();
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

        private List<TableSpec> read() {
            try {
                return new PipelineParser(deployment.environment())
                        .parse(file).tables().stream().map(PipelineTable::spec).toList();
            } catch (PipelineException e) {
                throw new UserError(e.getMessage());
            }
        }

        private static String describe(TableSpec table) {
            return table.target() + ": " + table.mode().word() + (table.keys().isEmpty() ? "" : " by " + table.keys())
                    + (table.order().isEmpty() ? "" : ", newest by " + table.order());
        }
    }
}
