package dev.landfall.localcloud.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The machine's time, sped up. Its thread ends when nobody waits. */
final class ScaledTime extends TimeSource {
    static final ScaledTime MACHINE = new ScaledTime(1);

    private static final long IDLE_SECONDS = 5;

    private final Clock machine = Clock.systemUTC();
    private final Instant origin = machine.instant();
    private final double factor;
    private final ZoneId zone;
    private final ScheduledThreadPoolExecutor thread;

    ScaledTime(double factor) {
        this(factor, ZoneOffset.UTC);
    }

    private ScaledTime(double factor, ZoneId zone) {
        if (!(factor > 0) || Double.isInfinite(factor)) {
            throw new IllegalArgumentException("Time passes by a factor above zero, not " + factor);
        }
        this.factor = factor;
        this.zone = zone;
        this.thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread waker = new Thread(task, "time");
            waker.setDaemon(true);
            return waker;
        });
        thread.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        thread.allowCoreThreadTimeOut(true);
        thread.setRemoveOnCancelPolicy(true);
    }

    @Override
    public Instant instant() {
        Instant now = machine.instant();
        return factor == 1
                ? now
                : origin.plusNanos(Math.round(Duration.between(origin, now).toNanos() * factor));
    }

    @Override
    public Future<?> schedule(Duration delay, Runnable task) {
        return thread.schedule(task, Math.round(delay.toNanos() / factor), TimeUnit.NANOSECONDS);
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new ScaledTime(factor, other);
    }
}
