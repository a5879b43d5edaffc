package dev.landfall.endtoend.bench;

import dev.landfall.endtoend.image.LocalServices;
import dev.landfall.endtoend.laptop.Installation;
import dev.landfall.endtoend.laptop.LocalCommand;
import dev.landfall.endtoend.process.Supervisor;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.zip.ZipFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code landfall bench cold-start}. */
@Command(
        name = "cold-start",
        mixinStandardHelpOptions = true,
        description = {
            "Measures from the start of a JVM to its first event answered, in the real invoker against the local cloud:",
            "the loader beside the framework's hello world, three ways to start, each in turn."
        })
final class ColdStartCommand implements Callable<Integer> {
    private static final List<String> PROGRAMS = List.of(ColdStart.HELLO, ColdStart.LOADER);

    @Option(names = "--runs", description = "Starts of each (default: ${DEFAULT-VALUE}).")
    int runs = 10;

    @Option(
            names = "--events",
            description = "Events on a warm loader, after as many to warm it up; 0 leaves that out"
                    + " (default: ${DEFAULT-VALUE}).")
    int events = 200;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Installation installation = Installation.current();
        Path directory = LocalCommand.runDirectory(installation, "cold-start");
        out.println("Measuring; logs are in " + directory);
        out.flush();
        try (Supervisor supervisor = Supervisor.create(directory);
                LocalServices services = LocalServices.start(installation, supervisor)) {
            ColdStart coldStart = new ColdStart(installation, services, directory);
            double loadBefore = load();
            print(out, measure(coldStart));
            for (ColdStartVariant variant : List.of(ColdStartVariant.PLAIN, ColdStartVariant.ARCHIVE)) {
                if (events > 0) {
                    ColdStart.Steady steady = coldStart.steady(variant, events);
                    out.println(text(
                            "A file on a warm loader (%s, after %d): %.1f ms CPU of its own, %.0f ms to the answer",
                            variant.title(), events, steady.cpuMillis(), steady.millis()));
                }
            }
            out.println(text("Load average: %.1f before, %.1f after", loadBefore, load()));
            printSizes(out, installation);
        }
        return 0;
    }

    private Map<String, Map<ColdStartVariant, Samples>> measure(ColdStart coldStart) throws InterruptedException {
        Map<String, Map<ColdStartVariant, Samples>> samples = new TreeMap<>();
        for (int run = 0; run < runs; run++) {
            for (ColdStartVariant variant : ColdStartVariant.values()) {
                for (String program : PROGRAMS) {
                    Samples of = samples.computeIfAbsent(program, name -> new EnumMap<>(ColdStartVariant.class))
                            .computeIfAbsent(variant, start -> new Samples());
                    coldStart.measure(program, variant, of);
                }
            }
        }
        return samples;
    }

    private void print(PrintWriter out, Map<String, Map<ColdStartVariant, Samples>> samples) {
        out.println();
        out.println("| start | program | first answer, median (least) ms | against hello | CPU ms | RSS MiB |");
        out.println("|---|---|---|---|---|---|");
        for (ColdStartVariant variant : ColdStartVariant.values()) {
            double hello = samples.get(ColdStart.HELLO).get(variant).medianMillis();
            for (String program : PROGRAMS) {
                Samples of = samples.get(program).get(variant);
                out.println(text(
                        "| %s | %s | %.0f (%.0f) | %.2f | %.0f | %.0f |",
                        variant.title(),
                        program,
                        of.medianMillis(),
                        of.leastMillis(),
                        of.medianMillis() / hello,
                        of.medianCpuMillis(),
                        of.medianMebibytes()));
            }
        }
        out.println();
        out.println(runs + " starts each; CPU is of the whole process until it had answered.");
        out.flush();
    }

    private static void printSizes(PrintWriter out, Installation installation) throws IOException {
        for (String module : List.of("gcs-loader-function", "merge-function", "sweep-function")) {
            Path zip = installation.functionZip(module);
            try (ZipFile content = new ZipFile(zip.toFile())) {
                long jars = content.stream()
                        .filter(entry -> entry.getName().endsWith(".jar"))
                        .count();
                out.println(text("%s: zip of %.1f MB, %d jars", module, Files.size(zip) / 1e6, jars));
            }
        }
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
