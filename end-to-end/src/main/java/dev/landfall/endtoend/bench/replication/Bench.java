package dev.landfall.endtoend.bench.replication;

import dev.landfall.cli.TextTable;
import dev.landfall.endtoend.laptop.Installation;
import dev.landfall.endtoend.laptop.Laptop;
import dev.landfall.endtoend.laptop.LocalCommand;
import dev.landfall.endtoend.process.ChildProcess;
import dev.landfall.endtoend.process.JavaCommand;
import dev.landfall.endtoend.process.ProcessFailedException;
import dev.landfall.endtoend.process.Supervisor;
import dev.landfall.localcloud.LocalCloud;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A local cloud in this JVM and a folder; each way of doing the work gets a JVM with {@value #HEAP} MiB of its own. */
final class Bench implements AutoCloseable {
    /** The aim is less. */
    static final int HEAP = 256;

    private final Installation installation;
    private final Path folder;
    private final Supervisor supervisor;
    private final LocalCloud cloud;
    private int runs;

    private Bench(Installation installation, Path folder, Supervisor supervisor, LocalCloud cloud) {
        this.installation = installation;
        this.folder = folder;
        this.supervisor = supervisor;
        this.cloud = cloud;
    }

    static Bench start(String name) throws IOException {
        Installation installation = Installation.current();
        Path folder = LocalCommand.runDirectory(installation, "bench-" + name);
        return new Bench(
                installation,
                folder,
                Supervisor.create(folder),
                LocalCloud.builder()
                        .project(Laptop.PROJECT)
                        .location(Laptop.LOCATION)
                        .bucket(Laptop.BUCKET)
                        .start());
    }

    Installation installation() {
        return installation;
    }

    Supervisor supervisor() {
        return supervisor;
    }

    Path folder() {
        return folder;
    }

    Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>(cloud.environment());
        environment.put("LANDFALL_PROJECT", cloud.project());
        environment.put("LANDFALL_LOCATION", cloud.location());
        return environment;
    }

    /** A pipeline file with a state of its own. */
    Path pipeline(String connections, String tables) throws IOException {
        Path own = Files.createDirectories(folder.resolve("pipeline-" + ++runs));
        return Files.writeString(
                own.resolve("pipeline.yaml"), """
                version: 1
                landing: gs://%s
                state: ./state
                connections:
                %stables:
                %s""".formatted(Laptop.BUCKET, connections.indent(2), tables.indent(2)));
    }

    /** Runs a {@link Worker} in a JVM with the optimizing compiler, as a replicator runs in earnest. */
    List<Effort> work(String... arguments) throws IOException, InterruptedException {
        JavaCommand command = JavaCommand.mainClass(
                        System.getProperty("java.class.path"), Worker.class.getName(), List.of(arguments))
                .withOptions("-XX:+UseSerialGC", "-Xmx" + HEAP + "m");
        ChildProcess child = supervisor.run(arguments[0] + "-" + ++runs, command, environment());
        List<Effort> efforts = Effort.in(child.log());
        if (child.waitFor() != 0 || efforts.isEmpty()) {
            throw new ProcessFailedException("The measured process failed:\n  " + child.tail());
        }
        return efforts;
    }

    /** Runs a program to its end and takes its time. */
    Duration time(List<String> command) throws IOException, InterruptedException {
        Path log = folder.resolve("command-" + ++runs + ".log");
        long begin = System.nanoTime();
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment());
        if (builder.start().waitFor() != 0) {
            throw new ProcessFailedException(
                    command.get(0) + " failed; the end of " + log + ":\n" + Files.readString(log));
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    static TextTable table(String items) {
        return new TextTable(List.of("WAY", "SECONDS", "TO LIMIT", "CPU SECONDS", "HEAP MIB", items));
    }

    static void line(TextTable table, String way, Effort effort, Effort limit) {
        table.add(List.of(
                way,
                "%.2f".formatted(effort.millis() / 1000.0),
                String.format(Locale.ROOT, "%.2f", (double) effort.millis() / limit.millis()),
                "%.2f".formatted(effort.cpuMillis() / 1000.0),
                "" + effort.heapMebibytes(),
                "%,d".formatted(effort.items())));
    }

    static void load(PrintWriter out, String when) throws IOException {
        Path file = Path.of("/proc/loadavg");
        if (Files.exists(file)) {
            out.println("Load average " + when + ": " + Files.readString(file).strip() + ", "
                    + Runtime.getRuntime().availableProcessors() + " processors");
            out.flush();
        }
    }

    @Override
    public void close() {
        supervisor.close();
        cloud.close();
    }
}
