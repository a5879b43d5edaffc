package dev.landfall.endtoend.bench;

import dev.landfall.endtoend.bench.day.DayCommand;
import dev.landfall.endtoend.bench.replication.HiveDeltaCommand;
import dev.landfall.endtoend.bench.replication.IdleTablesCommand;
import dev.landfall.endtoend.bench.replication.UploadCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code landfall bench}: one subcommand per measurement. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures on this machine; docs/performance.md has the figures.",
        subcommands = {
            BacklogCommand.class,
            LoneFileCommand.class,
            MergeCostCommand.class,
            ColdStartCommand.class,
            DayCommand.class,
            ValidationCostCommand.class,
            CatalogCostCommand.class,
            UploadCommand.class,
            HiveDeltaCommand.class,
            IdleTablesCommand.class
        })
public final class BenchCommand implements Runnable {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which measurement?");
    }
}
