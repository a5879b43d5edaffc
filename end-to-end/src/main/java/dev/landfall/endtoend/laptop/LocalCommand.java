package dev.landfall.endtoend.laptop;

import dev.landfall.endtoend.process.Supervisor;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code landfall local}: the cloud half on this machine until Ctrl-C. */
@Command(
        name = "local",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the local cloud and both functions until Ctrl-C, on loopback only.",
            "Prints what to source in another shell, so that 'landfall drop', 'status' and 'query' find it.",
            "",
            "What stands behind -- goes to the local cloud: '-- --data DIR' keeps everything for the next start,",
            "'-- --bigquery-quotas --bigquery-latency load=PT4S,dml=PT3S' makes it as slow and strict as BigQuery,",
            "'-- --faults FILE' breaks what the file says. docs/local-cloud.md has all of them."
        })
public final class LocalCommand implements Callable<Integer> {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    @Option(names = "--port-base", description = "the first of six ports in a row (default: ${DEFAULT-VALUE})")
    int portBase = 9460;

    @Option(names = "--dataset", split = ",", description = "target datasets to create (default: ${DEFAULT-VALUE})")
    List<String> datasets = List.of("sales");

    @Parameters(paramLabel = "OPTION", arity = "0..*", description = "of the local cloud, behind --")
    List<String> cloudOptions = List.of();

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException, IOException {
        PrintWriter out = spec.commandLine().getOut();
        Installation installation = Installation.current();
        Path directory = runDirectory(installation, "local");
        try (Supervisor supervisor = Supervisor.create(directory)) {
            out.println("Starting the local cloud and both functions; logs are in " + directory);
            out.flush();
            try (Laptop laptop =
                    Laptop.start(installation, supervisor, directory, Ports.from(portBase), datasets, cloudOptions)) {
                Path environment = installation.home().resolve(".landfall/local.env");
                laptop.writeEnvironment(environment);
                laptop.environment().forEach((name, value) -> out.println("export " + name + "='" + value + "'"));
                out.println();
                out.println("Ready. In another shell:  source " + environment);
                out.println("Then:                     ./landfall drop FILE " + datasets.get(0) + ".mytable");
                out.println("Ctrl-C stops everything.");
                out.flush();
                watch(supervisor);
            }
        }
        return 0;
    }

    /** Returns never; throws when a child ends by itself. */
    public static void watch(Supervisor supervisor) throws InterruptedException {
        while (true) {
            supervisor.check();
            Thread.sleep(250);
        }
    }

    /** A fresh folder for one run's logs and files. */
    public static Path runDirectory(Installation installation, String kind) throws IOException {
        Path directory = installation.home().resolve(".landfall").resolve(kind + "-" + STAMP.format(Instant.now()));
        return Files.createDirectories(directory);
    }
}
