package dev.landfall.endtoend.bench.day;

import dev.landfall.cli.TextTable;
import dev.landfall.endtoend.process.JavaCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code landfall bench day}: a day of many files on a virtual clock. */
@Command(
        name = "day",
        mixinStandardHelpOptions = true,
        description = {
            "Many files of many tables land in one day, half of them in 2 % of the tables, three quarters of them in",
            "8 hours. A virtual clock jumps from one event to the next; Landfall's own ledger, planner, budget and merger",
            "decide, documents are kept in memory, and jobs take BigQuery's time. No quota of BigQuery refuses anything",
            "here: the fullest 24 hours are printed beside the quotas. The ledger answers in no time."
        })
public final class DayCommand implements Callable<Integer> {
    private static final int HEAP_MEBIBYTES = 4_096;
    private static final int QUOTA = 100_000;

    @Option(names = "--tables", description = "default: ${DEFAULT-VALUE}")
    int tables = 5_000;

    @Option(names = "--files", description = "over all tables (default: ${DEFAULT-VALUE})")
    int files = 1_000_000;

    @Option(names = "--seed", description = "of the arrivals (default: ${DEFAULT-VALUE})")
    long seed = 1;

    @Option(names = "--load", description = "how long a load job takes (default: ${DEFAULT-VALUE})")
    Duration load = Duration.ofSeconds(4);

    @Option(names = "--statement", description = "how long a statement or query takes (default: ${DEFAULT-VALUE})")
    Duration statement = Duration.ofSeconds(3);

    @Spec
    CommandSpec spec = CommandSpec.create();

    /** For a JVM of its own, with more memory than the launcher has. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new DayCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (Runtime.getRuntime().maxMemory() < (HEAP_MEBIBYTES * 9L / 10) << 20 && files > 50_000) {
            return elsewhere();
        }
        long begin = System.nanoTime();
        SimulatedDay.Outcome day = new SimulatedDay(tables, files, load, statement).run(seed);
        print(spec.commandLine().getOut(), day, Duration.ofNanos(System.nanoTime() - begin));
        return day.mostLoadsADay() <= QUOTA ? 0 : 1;
    }

    private int elsewhere() throws IOException, InterruptedException {
        List<String> arguments = List.of(
                "--tables=" + tables,
                "--files=" + files,
                "--seed=" + seed,
                "--load=" + load,
                "--statement=" + statement);
        return new ProcessBuilder(JavaCommand.mainClass(
                                System.getProperty("java.class.path"), DayCommand.class.getName(), arguments)
                        .withOptions("-XX:+UseSerialGC", "-Xmx" + HEAP_MEBIBYTES + "m")
                        .toList())
                .inheritIO()
                .start()
                .waitFor();
    }

    private void print(PrintWriter out, SimulatedDay.Outcome day, Duration took) {
        TextTable table = new TextTable(List.of("", "LANDFALL", "ONE JOB PER FILE"));
        table.add(List.of("files", "%,d".formatted(files), "%,d".formatted(files)));
        table.add(List.of("load jobs", "%,d".formatted(day.loadJobs()), "%,d".formatted(files)));
        table.add(List.of("in the fullest 24 h, of a quota of 100,000", "%,d".formatted(day.mostLoadsADay()), ""));
        table.add(List.of("of one table in its fullest 24 h", "%,d".formatted(day.mostLoadsADayOfTable()), ""));
        table.add(List.of("statements", "%,d".formatted(day.statements()), "%,d".formatted(files)));
        for (double quantile : new double[] {0.5, 0.95, 0.99, 1}) {
            table.add(List.of(
                    quantile == 1 ? "landed to merged, max" : "landed to merged, p%.0f".formatted(quantile * 100),
                    day.freshness(quantile).truncatedTo(ChronoUnit.SECONDS).toString(),
                    ""));
        }
        table.add(List.of("deliveries of events, per file", each(day.deliveries()), ""));
        table.add(List.of("Firestore documents read, per file", each(day.ledgerReads()), ""));
        table.add(List.of("Firestore documents written, per file", each(day.ledgerWrites()), ""));
        table.add(List.of("all merged at", day.end().toString(), ""));
        table.add(List.of("machine's seconds", "" + took.toSeconds(), ""));
        table.print(out);
        out.flush();
    }

    private String each(long count) {
        return "%.2f".formatted((double) count / files);
    }
}
