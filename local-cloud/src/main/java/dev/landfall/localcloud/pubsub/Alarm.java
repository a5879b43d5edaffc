package dev.landfall.localcloud.pubsub;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs an action at the earliest of the times it was set to. Thread-safe. */
final class Alarm {
    private final ScheduledExecutorService timer;
    private final Runnable action;
    private @Nullable ScheduledFuture<?> next;

    Alarm(ScheduledExecutorService timer, Runnable action) {
        this.timer = timer;
        this.action = action;
    }

    synchronized void ringWithin(Duration wait) {
        // One more millisecond: rounding down would ring just before the time.
        long millis = Math.max(0, wait.toMillis()) + 1;
        if (next != null && !next.isDone() && next.getDelay(TimeUnit.MILLISECONDS) <= millis) {
            return;
        }
        cancel();
        try {
            next = timer.schedule(this::ring, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // The server is closing: nothing more will be delivered.
            next = null;
        }
    }

    synchronized void cancel() {
        if (next != null) {
            next.cancel(false);
            next = null;
        }
    }

    private void ring() {
        synchronized (this) {
            next = null;
        }
        action.run();
    }
}
