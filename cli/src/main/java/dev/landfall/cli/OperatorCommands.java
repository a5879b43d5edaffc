package dev.landfall.cli;

import dev.landfall.core.setting.Setting;
import dev.landfall.replicator.PlanCommand;
import dev.landfall.replicator.ReplicateCommand;
import dev.landfall.replicator.RunsCommand;
import dev.landfall.replicator.WatermarksCommand;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;

/** The commands that talk to a deployment, for the top command of any program that offers them. */
public final class OperatorCommands {
    private OperatorCommands() {}

    /** @param environment says which deployment they talk to, see {@code docs/operate.md} */
    public static void addTo(CommandLine landfall, Map<String, String> environment) {
        Deployment deployment = new Deployment(environment);
        CommandLine spec = new CommandLine(new SpecCommand())
                .addSubcommand(new SpecCommand.Apply(deployment))
                .addSubcommand(new SpecCommand.Show(deployment))
                .addSubcommand(new SpecCommand.Check(deployment));
        CommandLine catalog = new CommandLine(new CatalogCommand())
                .addSubcommand(new CatalogCrawlCommand(deployment))
                .addSubcommand(new CatalogDiffCommand(deployment))
                .addSubcommand(new CatalogDdlCommand(deployment));
        List.of(
                        catalog,
                        new InitialLoadCommand(deployment),
                        new StatusCommand(deployment),
                        new FilesCommand(deployment),
                        new RetryCommand(deployment),
                        new SweepCommand(deployment),
                        new WhyCommand(deployment),
                        new DropCommand(deployment),
                        new QueryCommand(deployment),
                        new ValidateCommand(deployment),
                        new CutoverCommand(deployment),
                        spec,
                        new ReplicateCommand(environment),
                        new PlanCommand(environment),
                        new RunsCommand(environment),
                        new WatermarksCommand(environment))
                .forEach(landfall::addSubcommand);
    }

    /** Exit status 2 and one line for what the user can put right; 1 and the cause for anything else. */
    public static IExecutionExceptionHandler errors() {
        return (exception, commandLine, parsed) -> {
            String name = commandLine.getCommandSpec().qualifiedName();
            commandLine.getErr().println(name + ": " + exception.getMessage());
            if (exception instanceof UserError) {
                return CommandLine.ExitCode.USAGE;
            }
            if (System.getenv(Setting.DEBUG.variable()) == null) {
                commandLine.getErr().println("(set LANDFALL_DEBUG=1 for the stack trace)");
            } else {
                exception.printStackTrace(commandLine.getErr());
            }
            return CommandLine.ExitCode.SOFTWARE;
        };
    }
}
