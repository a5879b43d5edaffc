package dev.landfall.endtoend.bench;

import dev.landfall.endtoend.laptop.Installation;
import dev.landfall.endtoend.laptop.LocalCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code landfall bench merge-cost}. */
@Command(
        name = "merge-cost",
        mixinStandardHelpOptions = true,
        description = {
            "Estimates, by the local cloud's dry run, what one delta costs to merge while its target grows:",
            "Landfall's merge with all that it looks up, beside the usual MERGE without a partition predicate."
        })
final class MergeCostCommand implements Callable<Integer> {
    private static final List<Integer> FACTORS = List.of(1, 10, 100);

    @Option(names = "--rows", description = "Rows of a day, and of the delta (default: ${DEFAULT-VALUE}).")
    int rows = 1_000;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Path folder = LocalCommand.runDirectory(Installation.current(), "merge-cost");
        out.println(
                "| target, days | rows, all read by the usual MERGE | its bytes | immutable partitions: rows | bytes"
                        + " | partitions looked up: bytes |");
        out.println("|---|---|---|---|---|---|");
        try (MergeCost cost = MergeCost.start(folder, rows)) {
            for (int factor : FACTORS) {
                int days = 10 * factor;
                MergeCost.Figures figures = cost.measure(days);
                out.println(String.format(
                        Locale.ROOT,
                        "| %d | %d | %d | %d | %d | %d, of which %d to look them up |",
                        days,
                        (long) days * rows,
                        figures.usual(),
                        figures.rowsRead(),
                        figures.immutable(),
                        figures.lookedUp(),
                        figures.lookup()));
                out.flush();
            }
        }
        return 0;
    }
}
