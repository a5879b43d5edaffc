package dev.landfall.endtoend.bench;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code landfall bench}: what docs/performance.md says, measured here. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures the pipeline on the local cloud; docs/performance.md says what the figures mean.",
        subcommands = {BacklogCommand.class, LoneFileCommand.class})
public final class BenchCommand implements Runnable {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which benchmark? There are backlog and lone-file");
    }
}
