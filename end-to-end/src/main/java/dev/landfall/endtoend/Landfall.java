package dev.landfall.endtoend;

import dev.landfall.cli.OperatorCommands;
import dev.landfall.endtoend.bench.BenchCommand;
import dev.landfall.endtoend.demo.DemoCommand;
import dev.landfall.endtoend.image.ImageCommand;
import dev.landfall.endtoend.laptop.LocalCommand;
import java.io.IOException;
import java.io.InputStream;
import java.util.logging.LogManager;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code landfall} command. */
@Command(
        name = "landfall",
        mixinStandardHelpOptions = true,
        version = "landfall 0.1.0-SNAPSHOT",
        description = "Carries tables from Hadoop to BigQuery and keeps them fresh.",
        subcommands = {DemoCommand.class, LocalCommand.class, BenchCommand.class, ImageCommand.class},
        footer = {
            "",
            "Start with 'landfall demo'. 'landfall COMMAND --help' says more about one command.",
            "Exit status: 0 done, 1 failed, 2 wrong usage or configuration."
        })
public final class Landfall implements Runnable {
    @Spec
    CommandSpec spec = CommandSpec.create();

    public static void main(String[] arguments) {
        quietLibraries();
        CommandLine landfall = new CommandLine(new Landfall());
        OperatorCommands.addTo(landfall, System.getenv());
        landfall.setUsageHelpAutoWidth(true);
        landfall.setExecutionExceptionHandler(OperatorCommands.errors());
        System.exit(landfall.execute(arguments));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }

    private static void quietLibraries() {
        try (InputStream settings = Landfall.class.getResourceAsStream("logging.properties")) {
            LogManager.getLogManager().readConfiguration(settings);
        } catch (IOException e) {
            throw new IllegalStateException("logging.properties cannot be read", e);
        }
    }
}
