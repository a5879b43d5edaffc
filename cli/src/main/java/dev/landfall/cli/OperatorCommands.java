package dev.landfall.cli;

import dev.landfall.replicator.ReplicateCommand;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;

/** The commands that talk to a deployment, for the top command of any program that offers them. */
public final class OperatorCommands {
    private OperatorCommands() {}

    public static void addTo(CommandLine landfall) {
        for (Object command : List.of(
                new StatusCommand(),
                new DropCommand(),
                new QueryCommand(),
                new SpecCommand(),
                new ReplicateCommand())) {
            landfall.addSubcommand(command);
        }
    }

    /** Exit status 2 and one line for what the user can put right; 1 and the cause for anything else. */
    public static IExecutionExceptionHandler errors() {
        return (exception, commandLine, parsed) -> {
            String name = commandLine.getCommandSpec().qualifiedName();
            commandLine.getErr().println(name + ": " + exception.getMessage());
            if (exception instanceof UserError) {
                return CommandLine.ExitCode.USAGE;
            }
            if (System.getenv("LANDFALL_DEBUG") == null) {
                commandLine.getErr().println("(set LANDFALL_DEBUG=1 for the stack trace)");
            } else {
                exception.printStackTrace(commandLine.getErr());
            }
            return CommandLine.ExitCode.SOFTWARE;
        };
    }
}
