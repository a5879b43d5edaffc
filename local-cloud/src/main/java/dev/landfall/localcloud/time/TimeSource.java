package dev.landfall.localcloud.time;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Future;

/**
 * A clock that also wakes: whoever waits by it waits as long as the clock takes, not the machine. Thread-safe.
 */
public abstract class TimeSource extends Clock {
    /** The machine's time. */
    public static TimeSource system() {
        return ScaledTime.MACHINE;
    }

    /**
     * A time that begins now and passes {@code factor} times as fast as the machine's: at 10, four seconds are over after
     * 0.4.
     */
    public static TimeSource scaled(double factor) {
        return factor == 1 ? ScaledTime.MACHINE : new ScaledTime(factor);
    }

    /** Runs a short task once so much of this time has passed; cancelling the future forgets it. */
    public abstract Future<?> schedule(Duration delay, Runnable task);
}
