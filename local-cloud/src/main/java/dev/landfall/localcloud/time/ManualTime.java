package dev.landfall.localcloud.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** A time that stands still until it is moved on. Thread-safe. */
public final class ManualTime extends TimeSource {
    private final PriorityQueue<Wake> wakes =
            new PriorityQueue<>(Comparator.comparing(Wake::at).thenComparing(Wake::number));
    private Instant now;
    private long scheduled;

    private record Wake(Instant at, long number, Runnable task, CompletableFuture<Void> done) {}

    public ManualTime(Instant start) {
        now = start;
    }

    /** Moves on; what is due by then runs in this thread, each at its own time. */
    public void advance(Duration by) {
        Instant end = instant().plus(by);
        for (Wake next = due(end); next != null; next = due(end)) {
            if (!next.done().isCancelled()) {
                next.task().run();
                next.done().complete(null);
            }
        }
    }

    /** Moves on to when the next one is due, and runs it; false if nobody waits. */
    public boolean advanceToNext() {
        Instant start;
        Instant due;
        synchronized (this) {
            wakes.removeIf(wake -> wake.done().isCancelled());
            Wake next = wakes.peek();
            if (next == null) {
                return false;
            }
            start = now;
            due = next.at();
        }
        advance(Duration.between(start, due));
        return true;
    }

    /** How many wait for it. */
    public synchronized int waiting() {
        return (int) wakes.stream().filter(wake -> !wake.done().isCancelled()).count();
    }

    private synchronized @Nullable Wake due(Instant end) {
        Wake next = wakes.peek();
        if (next == null || next.at().isAfter(end)) {
            now = end;
            return null;
        }
        now = next.at();
        return wakes.poll();
    }

    @Override
    public synchronized Future<?> schedule(Duration delay, Runnable task) {
        Wake wake = new Wake(now.plus(delay), scheduled++, task, new CompletableFuture<>());
        wakes.add(wake);
        return wake.done();
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("This time is UTC only");
    }
}
