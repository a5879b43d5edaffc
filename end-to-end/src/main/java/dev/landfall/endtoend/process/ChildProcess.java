package dev.landfall.endtoend.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One child process with its output in a log file. Its standard input stays open as long as this JVM lives, so that a
 * child that watches it ends with its parent, however that ended. Thread-safe.
 */
public final class ChildProcess {
    private static final int TAIL_LINES = 15;
    private static final Duration GRACE = Duration.ofSeconds(8);

    private final String name;
    private final Path log;
    private final Process process;
    private volatile boolean mayEnd;

    private ChildProcess(String name, Path log, Process process, boolean mayEnd) {
        this.name = name;
        this.log = log;
        this.process = process;
        this.mayEnd = mayEnd;
    }

    /**
     * Starts a process.
     *
     * @param environment added to this process's own
     * @param mayEnd false for a process that runs until it is stopped
     */
    static ChildProcess start(
            String name, List<String> command, Map<String, String> environment, Path log, boolean mayEnd) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        try {
            return new ChildProcess(name, log, builder.start(), mayEnd);
        } catch (IOException e) {
            throw new ProcessFailedException(
                    "Cannot start " + name + " (" + command.get(0) + "): " + e.getMessage(), e);
        }
    }

    public String name() {
        return name;
    }

    public long pid() {
        return process.pid();
    }

    public Path log() {
        return log;
    }

    /** Throws {@link ProcessFailedException} if the process has ended although it should run until it is stopped. */
    public void check() {
        if (!mayEnd && !process.isAlive()) {
            throw died();
        }
    }

    /** Waits for the end of a process that is meant to end, and returns its exit status. */
    public int waitFor() throws InterruptedException {
        return process.waitFor();
    }

    boolean waitFor(Duration limit) throws InterruptedException {
        return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Asks the process to end, and ends it by force after a grace period. */
    void stop() {
        mayEnd = true;
        process.destroy();
        try {
            if (!waitFor(GRACE)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** The last lines of the log, for an error message. */
    public String tail() {
        try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            List<String> all = lines.toList();
            return String.join("\n  ", all.subList(Math.max(0, all.size() - TAIL_LINES), all.size()));
        } catch (IOException e) {
            return "(no log: " + e.getMessage() + ")";
        }
    }

    private ProcessFailedException died() {
        return new ProcessFailedException("The process '" + name + "' (pid " + pid() + ") ended by itself with status "
                + process.exitValue() + ". The end of its log, " + log + ":\n  " + tail());
    }
}
