package dev.landfall.endtoend.bench.replication;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a piece of work took in its own JVM.
 *
 * @param millis from its begin to its end
 * @param cpuMillis of the whole JVM meanwhile
 * @param heapMebibytes the greatest use of each part of the heap, added up: an upper bound
 * @param queries that were asked of the source; 0 where nobody counts
 * @param items files, rows or tables, as the work has it
 */
record Effort(long millis, long cpuMillis, long heapMebibytes, long queries, long items) {
    private static final Pattern LINE =
            Pattern.compile("effort (\\d+) ms, (\\d+) ms cpu, (\\d+) MiB, (\\d+) queries, (\\d+) items");

    /** Measures from now on. */
    static final class Meter {
        private final long begin = System.nanoTime();
        private final long cpu = cpuNanos();

        Effort end(long queries, long items) {
            return new Effort(
                    (System.nanoTime() - begin) / 1_000_000,
                    (cpuNanos() - cpu) / 1_000_000,
                    peakHeapBytes() >> 20,
                    queries,
                    items);
        }

        private static long cpuNanos() {
            return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                    .getProcessCpuTime();
        }

        private static long peakHeapBytes() {
            return ManagementFactory.getMemoryPoolMXBeans().stream()
                    .filter(pool -> pool.getType() == MemoryType.HEAP)
                    .mapToLong((MemoryPoolMXBean pool) -> pool.getPeakUsage().getUsed())
                    .sum();
        }
    }

    /** The quicker one. */
    static Effort better(@Nullable Effort one, Effort other) {
        return one == null || other.millis() < one.millis() ? other : one;
    }

    @Override
    public String toString() {
        return "effort " + millis + " ms, " + cpuMillis + " ms cpu, " + heapMebibytes + " MiB, " + queries
                + " queries, " + items + " items";
    }

    /** The efforts that a process has printed, in order. */
    static List<Effort> in(Path log) throws IOException {
        Matcher lines = LINE.matcher(Files.readString(log, StandardCharsets.UTF_8));
        return lines.results()
                .map(line -> new Effort(
                        Long.parseLong(line.group(1)),
                        Long.parseLong(line.group(2)),
                        Long.parseLong(line.group(3)),
                        Long.parseLong(line.group(4)),
                        Long.parseLong(line.group(5))))
                .toList();
    }
}
