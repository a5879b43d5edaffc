package dev.landfall.endtoend.demo;

import dev.landfall.endtoend.laptop.Installation;
import dev.landfall.endtoend.process.ChildProcess;
import dev.landfall.endtoend.process.JavaCommand;
import dev.landfall.endtoend.process.Supervisor;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Runs {@code landfall} as an operator does, each command a process of its own, and shows what it prints. */
final class OperatorShell {
    private static final int HEAP_MEBIBYTES = 384;

    private final Installation installation;
    private final Supervisor supervisor;
    private final Map<String, String> environment;
    private final Phases phases;
    private int commands;

    OperatorShell(Installation installation, Supervisor supervisor, Map<String, String> environment, Phases phases) {
        this.installation = installation;
        this.supervisor = supervisor;
        this.environment = Map.copyOf(environment);
        this.phases = phases;
    }

    /** Runs a command that must end well. */
    void landfall(Object... arguments) throws InterruptedException, IOException {
        ending(0, arguments);
    }

    /** Runs a command that must end with this status. */
    void ending(int wanted, Object... arguments) throws InterruptedException, IOException {
        commands++;
        List<String> words = Arrays.stream(arguments).map(Object::toString).toList();
        JavaCommand command = JavaCommand.mainClass(
                        installation.classPath("end-to-end"), "dev.landfall.endtoend.Landfall", words)
                .small(HEAP_MEBIBYTES);
        ChildProcess run = supervisor.run("landfall-" + commands + "-" + words.get(0), command, environment);
        int status = run.waitFor();
        Files.readAllLines(run.log()).forEach(line -> phases.line("  | " + line.stripTrailing()));
        if (status != wanted) {
            throw new DemoException("The command '" + String.join(" ", words) + "' ended with status " + status
                    + ", and should with " + wanted + "; its log is " + run.log());
        }
    }
}
