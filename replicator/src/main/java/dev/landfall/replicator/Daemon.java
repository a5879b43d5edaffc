package dev.landfall.replicator;

import dev.landfall.replicator.failure.ReplicationException;
import dev.landfall.replicator.pipeline.PipelineException;
import dev.landfall.replicator.run.TableResult;
import dev.landfall.replicator.run.TableState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Runs a pipeline again and again until it is told to stop, and counts what came of it. Safe for several threads. */
final class Daemon {
    private static final double JITTER = 0.1;
    private static final int MISSED_CYCLES = 3;

    private final Duration every;
    private final Clock clock;
    private final Random random;
    private final Cycle cycle;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Map<TableState, Long> turns = new EnumMap<>(TableState.class);
    private final Map<String, Boolean> failing = new TreeMap<>();
    private long cycles;
    private long brokenCycles;
    private long rows;
    private long bytes;
    private Instant lastEnd;

    /** One run over all tables; begins none once {@code stopping} answers true. */
    @FunctionalInterface
    interface Cycle {
        List<TableResult> run(BooleanSupplier stopping);
    }

    /** @param random spreads the cycles of many replicas by a tenth of {@code every} */
    Daemon(Duration every, Clock clock, Random random, Cycle cycle) {
        this.every = every;
        this.clock = clock;
        this.random = random;
        this.cycle = cycle;
        this.lastEnd = clock.instant();
    }

    /** Goes on until stopped. A cycle that fails as a whole is reported, and the next one tries again. */
    void run(Consumer<String> problems) {
        try {
            do {
                try {
                    ended(cycle.run(this::isStopping));
                } catch (PipelineException | ReplicationException e) {
                    broken();
                    problems.accept(String.valueOf(e.getMessage()));
                }
            } while (!stopping.await(pauseMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            stopped.countDown();
        }
    }

    private long pauseMillis() {
        return Math.round(every.toMillis() * (1 + JITTER * (2 * random.nextDouble() - 1)));
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    /** Asks for the end and waits for the table that is under way. */
    void stopAndWait() {
        stopping.countDown();
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void ended(List<TableResult> results) {
        cycles++;
        lastEnd = clock.instant();
        for (TableResult result : results) {
            turns.merge(result.state(), 1L, Long::sum);
            failing.put(result.table().toString(), result.state() == TableState.FAILED);
            Long delivered = result.rows();
            rows += delivered == null ? 0 : delivered;
            bytes += result.bytes();
        }
    }

    private synchronized void broken() {
        brokenCycles++;
    }

    /** Whether a cycle ended not too long ago. */
    synchronized boolean isHealthy() {
        return lastEnd.plus(every.multipliedBy(MISSED_CYCLES)).isAfter(clock.instant());
    }

    /** In the text format of Prometheus. */
    synchronized String metrics() {
        StringBuilder text = new StringBuilder();
        counter(text, "cycles_total", "Cycles that came to their end", cycles);
        counter(text, "broken_cycles_total", "Cycles that failed as a whole", brokenCycles);
        counter(text, "rows_total", "Rows delivered", rows);
        counter(text, "bytes_total", "Bytes delivered", bytes);
        text.append("# HELP landfall_replicator_turns_total Turns of tables by how they ended\n")
                .append("# TYPE landfall_replicator_turns_total counter\n");
        for (TableState state : TableState.values()) {
            if (state != TableState.WOULD_DELIVER) {
                text.append("landfall_replicator_turns_total{state=\"")
                        .append(state)
                        .append("\"} ")
                        .append(turns.getOrDefault(state, 0L))
                        .append('\n');
            }
        }
        text.append("# HELP landfall_replicator_table_failing Whether the table's last turn failed\n")
                .append("# TYPE landfall_replicator_table_failing gauge\n");
        failing.forEach((table, failed) -> text.append("landfall_replicator_table_failing{table=\"")
                .append(table)
                .append("\"} ")
                .append(failed ? 1 : 0)
                .append('\n'));
        text.append("# HELP landfall_replicator_last_cycle_seconds When a cycle ended last, seconds since 1970\n")
                .append("# TYPE landfall_replicator_last_cycle_seconds gauge\nlandfall_replicator_last_cycle_seconds ")
                .append(lastEnd.getEpochSecond())
                .append('\n');
        return text.toString();
    }

    private static void counter(StringBuilder text, String name, String help, long value) {
        String full = "landfall_replicator_" + name;
        text.append("# HELP %s %s\n# TYPE %s counter\n%s %d\n".formatted(full, help, full, full, value));
    }
}
