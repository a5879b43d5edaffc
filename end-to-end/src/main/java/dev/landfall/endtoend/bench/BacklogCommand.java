package dev.landfall.endtoend.bench;

import dev.landfall.cli.TextTable;
import dev.landfall.endtoend.laptop.Installation;
import dev.landfall.endtoend.laptop.LocalCommand;
import dev.landfall.endtoend.process.Supervisor;
import dev.landfall.localcloud.bigquery.quota.JobLatency;
import dev.landfall.localcloud.time.TimeSource;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code landfall bench backlog}: many small files land at once. */
@Command(
        name = "backlog",
        mixinStandardHelpOptions = true,
        description = {
            "Many small Avro files of many tables land at once; BigQuery takes its time for every job, queues DML per",
            "table and holds its quotas. The functions' deployable zips drain them, and then the usual function that",
            "makes each file a load job and a MERGE, with as many events at once.",
            "",
            "Times are virtual: BigQuery's latencies pass by a clock that runs --time-factor times as fast as the",
            "machine's. Below 1 the machine has more time for what in the cloud many instances and the services do side",
            "by side; the work done here costs 1/factor of what it would."
        })
final class BacklogCommand implements Callable<Integer> {
    @Option(names = "--tables", description = "default: ${DEFAULT-VALUE}")
    int tables = 50;

    @Option(names = "--files", description = "over all tables (default: ${DEFAULT-VALUE})")
    int files = 10_000;

    @Option(names = "--rows", description = "per file (default: ${DEFAULT-VALUE})")
    int rows = 20;

    @Option(names = "--latency", description = "of BigQuery's jobs (default: ${DEFAULT-VALUE})")
    String latency = "load=PT4S,dml=PT3S,query=PT1S,ddl=PT1S";

    @Option(names = "--time-factor", description = "while the functions drain (default: ${DEFAULT-VALUE})")
    double timeFactor = 0.05;

    @Option(
            names = "--baseline-files",
            description = "how many files the baseline gets, over all tables; 0 leaves it out (default: as many)")
    int baselineFiles = -1;

    @Option(names = "--baseline-time-factor", description = "while the baseline drains (default: ${DEFAULT-VALUE})")
    double baselineTimeFactor = 1;

    @Option(names = "--loaders", description = "JVMs of the loader function (default: ${DEFAULT-VALUE})")
    int loaders = 2;

    @Option(names = "--seed", description = "of the order of events (default: ${DEFAULT-VALUE})")
    long seed = 1;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Path directory = LocalCommand.runDirectory(Installation.current(), "bench");
        out.printf("%d files in %d tables, latency %s; logs are in %s%n", files, tables, latency, directory);
        out.flush();
        SmallFiles many = new SmallFiles(tables, files / tables, rows);
        Backlog backlog = new Backlog(many, JobLatency.parse(latency), seed, out);
        Drained functions;
        try (Supervisor supervisor = Supervisor.create(directory);
                BenchCloud cloud = BenchCloud.withFunctions(
                        TimeSource.scaled(timeFactor),
                        backlog.latency(),
                        Files.createDirectories(directory.resolve("functions")),
                        supervisor,
                        loaders,
                        1)) {
            functions = backlog.byFunctions(cloud, supervisor);
        }
        print(out, "functions", functions);
        if (baselineFiles != 0) {
            SmallFiles some = new SmallFiles(tables, (baselineFiles < 0 ? files : baselineFiles) / tables, rows);
            try (BenchCloud cloud = BenchCloud.bare(TimeSource.scaled(baselineTimeFactor), backlog.latency())) {
                Drained baseline = new Backlog(some, backlog.latency(), seed, out).byFilePerJob(cloud);
                print(out, "file per job", baseline);
                compare(out, functions, baseline);
            }
        }
        return functions.complete() ? 0 : 1;
    }

    private static void print(PrintWriter out, String who, Drained drained) {
        out.printf(
                "%s: %s%n  refusals: %s; failed deliveries: %d; every row once: %s%n",
                who, drained, drained.refused(), drained.failedDeliveries(), drained.complete() ? "yes" : "NO");
        out.flush();
    }

    private static void compare(PrintWriter out, Drained functions, Drained baseline) {
        double scale = (double) functions.files() / baseline.files();
        TextTable table = new TextTable(List.of("", "FUNCTIONS", "FILE PER JOB", "RATIO"));
        table.add(List.of("files", "" + functions.files(), "" + baseline.files(), ""));
        if (scale != 1) {
            out.printf(
                    Locale.ROOT,
                    "The baseline ran on a sample; its figures below are measured ones times %.1f%n",
                    scale);
        }
        row(table, "virtual seconds", seconds(functions.virtual()), seconds(baseline.virtual()) * scale);
        row(table, "load jobs", (double) functions.loadJobs(), baseline.loadJobs() * scale);
        row(table, "MERGEs", (double) functions.merges(), baseline.merges() * scale);
        row(table, "jobs", (double) functions.jobs(), baseline.jobs() * scale);
        row(table, "quota refusals", (double) functions.refusals(), baseline.refusals() * scale);
        row(table, "machine's seconds", seconds(functions.real()), seconds(baseline.real()) * scale);
        out.println();
        table.print(out);
        out.flush();
    }

    private static void row(TextTable table, String what, double functions, double baseline) {
        table.add(List.of(
                what,
                "%.1f".formatted(functions),
                "%.1f".formatted(baseline),
                functions == 0 ? "" : "%.1f".formatted(baseline / functions)));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1_000.0;
    }
}
