package dev.landfall.endtoend.demo;

import dev.landfall.endtoend.laptop.HiveProcess;
import dev.landfall.endtoend.laptop.Installation;
import dev.landfall.endtoend.laptop.Laptop;
import dev.landfall.endtoend.laptop.LocalCommand;
import dev.landfall.endtoend.laptop.Ports;
import dev.landfall.endtoend.process.MemoryMeter;
import dev.landfall.endtoend.process.ProcessFailedException;
import dev.landfall.endtoend.process.Supervisor;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code landfall demo}: the whole pipeline on this machine. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Starts a real HDFS and HiveServer2, the local cloud and both functions; makes TPC-H tables in Hive;",
            "replicates them to BigQuery; changes them in Hive by SQL and replicates the changes; delivers an event",
            "twice and two files in the wrong order; drops a hand-made CSV file and four files that cannot be loaded;",
            "then compares every target with its source, row by row."
        },
        footer = {"", "Exit status: 0 only if every target equals its source, else 1. Everything is on loopback."})
public final class DemoCommand implements Callable<Integer> {
    private static final long DEATH_NOTICE_MILLISECONDS = 500;

    @Option(
            names = "--scale",
            description = "TPC-H scale factor: 0.01 is 1,500 customers, 15,000 orders and about 60,000 line items"
                    + " (default: ${DEFAULT-VALUE})")
    double scale = 0.01;

    @Option(
            names = "--initial-load",
            description = "another story: a plan is made from Hive's catalog, the files are copied by DistCp while"
                    + " writers go on, targets are filled from them, deltas take over, validations prove both sides"
                    + " equal, and the cutover says that every table is ready")
    boolean initialLoad;

    @Option(names = "--keep", description = "leave everything running afterwards, until Ctrl-C")
    boolean keep;

    @Override
    public Integer call() throws Exception {
        Installation installation = Installation.current();
        Path directory = LocalCommand.runDirectory(installation, "demo");
        Phases phases = new Phases(System.out, Clock.systemUTC());
        phases.line("Landfall demo; logs and files are in " + directory);
        try (Supervisor supervisor = Supervisor.create(directory);
                MemoryMeter memory = MemoryMeter.start(supervisor)) {
            supervisor.watch(DemoCommand::childDied);
            HiveProcess hive = HiveProcess.start(installation, supervisor, directory);
            try (Laptop laptop = phases.run(
                    "Starting the local cloud and both functions (Hive and HDFS start meanwhile)",
                    () -> Laptop.start(
                            installation, supervisor, directory, Ports.free(), List.of("tpch"), List.of()))) {
                laptop.writeEnvironment(directory.resolve("local.env"));
                boolean equal = runDemo(
                        () -> initialLoad
                                ? new InitialLoadDemo(
                                                installation, supervisor, laptop, hive, directory, phases, System.out)
                                        .run(scale)
                                : new Demo(installation, supervisor, laptop, hive, directory, phases, System.out)
                                        .run(scale),
                        supervisor);
                phases.printTimings();
                printMemory(memory, System.out);
                if (keep) {
                    printWhatToTry(directory, hive, laptop, System.out);
                    LocalCommand.watch(supervisor);
                }
                return equal ? 0 : 1;
            }
        }
    }

    /** If a child's death is behind a failure, the child is what the message must name. */
    private static boolean runDemo(Callable<Boolean> demo, Supervisor supervisor) throws Exception {
        try {
            return demo.call();
        } catch (Exception e) {
            Thread.sleep(DEATH_NOTICE_MILLISECONDS);
            supervisor.check();
            throw e;
        }
    }

    /** A dead child can only make the demo wrong or slow: say so and end; the shutdown hook stops the others. */
    private static void childDied(ProcessFailedException death) {
        System.err.println();
        System.err.println("landfall demo: " + death.getMessage());
        System.exit(1);
    }

    private static void printMemory(MemoryMeter memory, PrintStream out) {
        if (memory.peakTotalMebibytes() == 0) {
            return;
        }
        out.println();
        out.println("Memory at its peak (resident, MiB)");
        memory.peakMebibytesByProcess().entrySet().stream()
                .sorted(java.util.Map.Entry.comparingByKey())
                .forEach(entry -> out.printf("  %-30s %6d%n", entry.getKey(), entry.getValue()));
        out.printf("  %-30s %6d%n", "all together, at one moment", memory.peakTotalMebibytes());
    }

    private static void printWhatToTry(Path directory, HiveProcess hive, Laptop laptop, PrintStream out)
            throws InterruptedException {
        out.println();
        out.println("Everything keeps running until Ctrl-C. In another shell:");
        out.println("  source " + directory.resolve("local.env"));
        out.println("  ./landfall status");
        out.println("  ./landfall query 'SELECT o_orderstatus, COUNT(*) n FROM tpch.orders GROUP BY 1 ORDER BY 1'");
        out.println("  ./landfall replicate --pipeline " + directory.resolve("pipeline.yaml"));
        out.println("Endpoints");
        laptop.environment().forEach((name, value) -> out.println("  " + name + "=" + value));
        out.println("  Hive  " + hive.jdbcUrl());
        out.println("  HDFS  " + hive.hdfsUri());
    }
}
