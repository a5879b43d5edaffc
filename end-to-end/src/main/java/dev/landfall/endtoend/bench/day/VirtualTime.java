package dev.landfall.endtoend.bench.day;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks one at a time in the order of a clock that stands still while they work and jumps while they sleep, so that
 * a day of blocking code takes as long as its work. The same tasks in the same order give the same day.
 */
final class VirtualTime implements AutoCloseable {
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparing(Event::at).thenComparingLong(Event::serial));
    private final ExecutorService workers = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "delivery");
        thread.setDaemon(true);
        return thread;
    });
    private final Semaphore scheduler = new Semaphore(0);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile Instant now;
    private long serial;

    VirtualTime(Instant start) {
        this.now = start;
    }

    /** What happens at a time: a sleeper's turn, or a new task. */
    private record Event(Instant at, long serial, Runnable begin) {}

    Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException("This clock shows UTC");
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
    }

    Instant now() {
        return now;
    }

    /** From {@link #run}, a task, or before the run. */
    synchronized void at(Instant when, Runnable task) {
        plan(
                when,
                () -> workers.execute(() -> {
                    try {
                        task.run();
                    } catch (Throwable e) {
                        failure.compareAndSet(null, e);
                    } finally {
                        scheduler.release();
                    }
                }));
    }

    void after(Duration delay, Runnable task) {
        at(now.plus(delay), task);
    }

    /** From a task only: others go on meanwhile. */
    void sleepUntil(Instant when) {
        if (!when.isAfter(now)) {
            return;
        }
        Semaphore turn = new Semaphore(0);
        plan(when, turn::release);
        scheduler.release();
        turn.acquireUninterruptibly();
    }

    private synchronized void plan(Instant when, Runnable begin) {
        events.add(new Event(when.isBefore(now) ? now : when, serial++, begin));
    }

    /** Until no task and no sleeper is left. */
    void run() {
        for (Event next = poll(); next != null; next = poll()) {
            now = next.at();
            next.begin().run();
            scheduler.acquireUninterruptibly();
            Throwable failed = failure.get();
            if (failed != null) {
                throw new IllegalStateException("A delivery failed at " + now, failed);
            }
        }
    }

    private synchronized @Nullable Event poll() {
        return events.poll();
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}
