package dev.landfall.replicator;

import picocli.CommandLine;

/** Runs {@link ReplicateCommand} as a program of its own. */
public final class ReplicatorMain {
    private ReplicatorMain() {}

    public static void main(String[] arguments) {
        System.setErr(DriverChatter.dropFrom(System.err));
        QuietLogs.install();
        System.exit(new CommandLine(new ReplicateCommand(System.getenv())).execute(arguments));
    }
}
