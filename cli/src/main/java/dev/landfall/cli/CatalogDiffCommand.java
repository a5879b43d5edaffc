package dev.landfall.cli;

import dev.landfall.core.warehouse.Warehouse;
import dev.landfall.migration.catalog.Drift;
import dev.landfall.migration.catalog.HiveCatalog;
import dev.landfall.migration.catalog.HiveTable;
import dev.landfall.migration.catalog.Plan;
import dev.landfall.migration.catalog.PlannedTable;
import dev.landfall.migration.catalog.Route;
import dev.landfall.replicator.pipeline.JdbcConnection;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code landfall catalog diff}: compares plan, Hive and BigQuery. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description = {
            "Reports what differs between a plan, Hive as it is now, and the targets.",
            "Exit status: 0 nothing, 1 something, 2 wrong usage."
        })
final class CatalogDiffCommand implements Callable<Integer> {
    @Option(names = "--pipeline", required = true, paramLabel = "FILE", description = "for its connections")
    Path pipeline = Path.of("");

    @Option(names = "--plan", required = true, paramLabel = "FILE", description = "the plan")
    Path plan = Path.of("");

    @Option(names = "--no-targets", description = "compare plan and Hive only")
    boolean noTargets;

    @Option(names = "--json", description = "one JSON object per table that differs")
    boolean json;

    private final Deployment deployment;

    @Spec
    CommandSpec spec = CommandSpec.create();

    CatalogDiffCommand(Deployment deployment) {
        this.deployment = deployment;
    }

    @Override
    public Integer call() {
        Plan planned = CatalogCommand.read(plan);
        JdbcConnection hive =
                CatalogCommand.hive(deployment, pipeline, planned.connection()).getValue();
        List<Drift> drifts = new ArrayList<>();
        List<String> unplanned = new ArrayList<>();
        try (HiveCatalog catalog = new HiveCatalog(hive)) {
            if (noTargets) {
                compare(planned, catalog, null, drifts, unplanned);
            } else {
                try (Connection connection = deployment.connect()) {
                    compare(planned, catalog, connection.warehouse(), drifts, unplanned);
                }
            }
        }
        print(drifts, unplanned);
        boolean same = unplanned.isEmpty()
                && drifts.stream().allMatch(drift -> drift.differences().isEmpty());
        return same ? 0 : 1;
    }

    private static void compare(
            Plan planned,
            HiveCatalog catalog,
            @Nullable Warehouse warehouse,
            List<Drift> drifts,
            List<String> unplanned) {
        Set<String> there = new TreeSet<>();
        planned.tables().stream()
                .map(table -> table.source().schema())
                .distinct()
                .forEach(database -> catalog.tables(database).forEach(table -> there.add(database + "." + table)));
        Set<String> known = new HashSet<>();
        planned.leftOut().forEach(view -> known.add(view.name()));
        for (PlannedTable table : planned.tables()) {
            known.add(table.source().toString());
            Optional<HiveTable> found = there.contains(table.source().toString())
                    ? Optional.of(catalog.describe(table.source()))
                    : Optional.empty();
            drifts.add(Drift.of(
                    table,
                    found,
                    warehouse == null ? Optional.empty() : warehouse.table(table.target()),
                    warehouse != null && table.route() != Route.NONE));
        }
        there.stream().filter(name -> !known.contains(name)).forEach(unplanned::add);
    }

    private void print(List<Drift> drifts, List<String> unplanned) {
        PrintWriter out = spec.commandLine().getOut();
        for (Drift drift : drifts) {
            if (json && !drift.differences().isEmpty()) {
                out.println(FileJson.GSON.toJson(Map.of(
                        "source", drift.table().source().toString(),
                        "target", drift.table().target().toString(),
                        "differences", drift.differences())));
            } else if (!drift.differences().isEmpty()) {
                out.println(drift.table().source() + " -> " + drift.table().target());
                drift.differences().forEach(difference -> out.println("  " + difference));
            }
        }
        for (String name : unplanned) {
            out.println(
                    json
                            ? FileJson.GSON.toJson(Map.of("source", name, "differences", List.of("not in the plan")))
                            : name + " is in Hive and not in the plan");
        }
        out.flush();
    }
}
