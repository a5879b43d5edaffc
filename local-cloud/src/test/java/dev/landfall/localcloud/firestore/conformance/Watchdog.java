package dev.landfall.localcloud.firestore.conformance;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/**
 * Interrupts a test that takes too long, so that one stuck test fails by its name and the others are still run. It first
 * reports what every thread is doing. For tests that run one after the other.
 */
final class Watchdog implements TestExecutionListener, AutoCloseable {
    private record Watched(String name, Thread thread) {}

    private final Duration limit;
    private final PrintStream report;
    private final ScheduledExecutorService timer;
    // Guarded by this, so that no test is interrupted after its end.
    private @Nullable Watched running;

    Watchdog(Duration limit, PrintStream report) {
        this.limit = limit;
        this.report = report;
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "watchdog");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public synchronized void executionStarted(TestIdentifier test) {
        if (test.isTest()) {
            Watched watched = new Watched(VerdictListener.name(test), Thread.currentThread());
            running = watched;
            var unused = timer.schedule(() -> bark(watched), limit.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (test.isTest()) {
            running = null;
        }
    }

    @SuppressWarnings("ReferenceEquality") // the very same run of a test
    private synchronized void bark(Watched watched) {
        if (running == watched) {
            report.println(watched.name() + " did not end within " + limit + "; the threads at that time:");
            for (Map.Entry<Thread, StackTraceElement[]> thread :
                    Thread.getAllStackTraces().entrySet()) {
                report.println("  " + thread.getKey());
                for (StackTraceElement frame : thread.getValue()) {
                    report.println("      at " + frame);
                }
            }
            watched.thread().interrupt();
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
