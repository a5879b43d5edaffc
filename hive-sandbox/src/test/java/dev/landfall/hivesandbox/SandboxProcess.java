package dev.landfall.hivesandbox;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** The sandbox as users run it: the module's own JVM options and class path, in a process. */
final class SandboxProcess implements AutoCloseable {
    private static final Path MODULE = Path.of(System.getProperty("landfall.sandbox.module", "."));

    private final Process process;
    private final Path directory;

    private SandboxProcess(Process process, Path directory) {
        this.process = process;
        this.directory = directory;
    }

    static SandboxProcess launch(Path directory) throws IOException {
        String classPath = MODULE.resolve("target/classes") + ":"
                + Files.readString(MODULE.resolve("target/runtime.classpath")).strip();
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + MODULE.resolve("src/main/launch/jvm.options"),
                HiveSandboxMain.class.getName(),
                "--directory",
                directory.toString(),
                "--ports-file",
                directory.resolve("ports").toString(),
                "--exit-on-stdin-close");
        builder.environment().put("CLASSPATH", classPath);
        builder.redirectOutput(directory.resolve("stdout").toFile());
        builder.redirectError(directory.resolve("stderr").toFile());
        return new SandboxProcess(builder.start(), directory);
    }

    static List<Path> drivers() throws IOException {
        try (var files = Files.list(MODULE.resolve("target/drivers"))) {
            return files.toList();
        }
    }

    Properties awaitReady(Duration timeout) throws IOException, InterruptedException {
        await("READY", timeout, () -> output().contains("READY"));
        Properties addresses = new Properties();
        try (Reader reader = Files.newBufferedReader(directory.resolve("ports"))) {
            addresses.load(reader);
        }
        return addresses;
    }

    /** Until the sandbox is past its command line, far from ready. */
    void awaitStarting(Duration timeout) throws IOException, InterruptedException {
        await("its data folder", timeout, () -> Files.exists(directory.resolve("data/hdfs")));
    }

    private void await(String what, Duration timeout, Condition condition) throws IOException, InterruptedException {
        Instant deadline = Instant.now().plus(timeout);
        while (!condition.holds()) {
            if (!process.isAlive() || Instant.now().isAfter(deadline)) {
                throw new IllegalStateException("No " + what + " from the sandbox; it said: " + output() + errors());
            }
            process.waitFor(50, TimeUnit.MILLISECONDS);
        }
    }

    String output() throws IOException {
        return Files.readString(directory.resolve("stdout"));
    }

    String errors() throws IOException {
        return Files.readString(directory.resolve("stderr"));
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** What happens when the parent dies. */
    void closeStandardInput() throws IOException {
        process.getOutputStream().close();
    }

    void terminate() {
        process.destroy();
    }

    /** The exit code, or a failure that names what still runs. */
    int awaitExit(Duration timeout) throws InterruptedException {
        if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException(
                    "The sandbox " + Arrays.asList(process.pid()) + " still runs after " + timeout);
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private interface Condition {
        boolean holds() throws IOException;
    }
}
