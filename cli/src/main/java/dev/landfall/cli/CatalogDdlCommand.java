package dev.landfall.cli;

import dev.landfall.migration.catalog.PlannedTable;
import dev.landfall.migration.catalog.Route;
import dev.landfall.migration.catalog.TargetDdl;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code landfall catalog ddl}: prints or creates the targets of a plan. */
@Command(
        name = "ddl",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the statements that create the targets of a plan, or runs them. An initial load creates its"
                    + " targets by itself; this is for reviewing them, and for routes that load later.",
            "Exit status: 0 done, 1 a target could not be created, 2 wrong usage."
        })
final class CatalogDdlCommand implements Callable<Integer> {
    @Option(names = "--plan", required = true, paramLabel = "FILE", description = "the plan")
    Path plan = Path.of("");

    @Option(
            names = "--table",
            paramLabel = "DATASET.TABLE",
            description = "only this target; may be given several times")
    List<String> selected = List.of();

    @Option(names = "--apply", description = "create the targets that are not there")
    boolean apply;

    private final Deployment deployment;

    @Spec
    CommandSpec spec = CommandSpec.create();

    CatalogDdlCommand(Deployment deployment) {
        this.deployment = deployment;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<PlannedTable> tables = CatalogCommand.selected(CatalogCommand.read(plan), plan, selected).stream()
                .filter(table -> table.route() != Route.NONE && table.route() != Route.EXTERNAL)
                .toList();
        for (PlannedTable table : tables) {
            out.println(CatalogCommand.argument(() -> TargetDdl.of(table)).sql() + ";\n");
        }
        if (apply) {
            try (Connection connection = deployment.connect()) {
                for (PlannedTable table : tables) {
                    TargetDdl.apply(table, connection.warehouse(), Clock.systemUTC());
                    out.println("-- created, or there already: " + table.target());
                }
            }
        }
        out.flush();
        return 0;
    }
}
