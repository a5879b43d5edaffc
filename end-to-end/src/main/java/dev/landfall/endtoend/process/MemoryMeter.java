package dev.landfall.endtoend.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Samples the resident memory of this process and of a supervisor's children, once a second, from {@code /proc} (Linux
 * only; elsewhere it measures nothing and says so). Pages that processes share count once for each.
 */
public final class MemoryMeter implements AutoCloseable {
    private final Supervisor supervisor;
    private final Map<String, Long> peakByProcess = new LinkedHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "memory-meter");
        thread.setDaemon(true);
        return thread;
    });
    private long peakTotalMebibytes;

    private MemoryMeter(Supervisor supervisor) {
        this.supervisor = supervisor;
    }

    public static MemoryMeter start(Supervisor supervisor) {
        MemoryMeter meter = new MemoryMeter(supervisor);
        var unused = meter.timer.scheduleAtFixedRate(meter::sample, 0, 1, TimeUnit.SECONDS);
        return meter;
    }

    /** The greatest sum over all processes at one moment, or 0 where it cannot be measured. */
    public synchronized long peakTotalMebibytes() {
        return peakTotalMebibytes;
    }

    /** The greatest resident size of each process by name. */
    public synchronized Map<String, Long> peakMebibytesByProcess() {
        return Map.copyOf(peakByProcess);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private synchronized void sample() {
        long total = add("landfall", ProcessHandle.current().pid());
        for (ChildProcess child : supervisor.snapshot()) {
            total += add(child.name(), child.pid());
        }
        peakTotalMebibytes = Math.max(peakTotalMebibytes, total);
    }

    private long add(String name, long pid) {
        long mebibytes = residentMebibytes(pid).orElse(0);
        peakByProcess.merge(name, mebibytes, Math::max);
        return mebibytes;
    }

    private static OptionalLong residentMebibytes(long pid) {
        try {
            List<String> lines = Files.readAllLines(Path.of("/proc", String.valueOf(pid), "status"));
            return lines.stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
