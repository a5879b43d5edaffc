package dev.landfall.endtoend.convergence;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Several runs at once, of which one at a time has the turn: each gives it back before every call of a port, and the
 * schedule says who goes on. So runs interleave at every point where they can notice each other, and the same seed
 * interleaves them the same way. Used by the schedule's thread; {@link #pause} by the runs.
 */
final class Turns {
    private static final long LONGEST_STEP_SECONDS = 120;

    @SuppressWarnings("ThreadLocalUsage") // one per schedule, and schedules run side by side
    private final ThreadLocal<@Nullable Actor> current = new ThreadLocal<>();

    private final List<Actor> actors = new ArrayList<>();
    private final ExecutorService threads;
    private final boolean free;

    /** @param free true to let every run go on whenever its thread may: real concurrency, which no seed repeats */
    Turns(ExecutorService threads, boolean free) {
        this.threads = threads;
        this.free = free;
    }

    /** A run. */
    final class Actor {
        private final Semaphore go = new Semaphore(0);
        private final Semaphore back = new Semaphore(0);
        private volatile boolean done;

        private void run(Runnable work) {
            current.set(this);
            go.acquireUninterruptibly();
            try {
                work.run();
            } finally {
                done = true;
                current.remove();
                back.release();
            }
        }

        private void yieldTurn() {
            back.release();
            go.acquireUninterruptibly();
        }
    }

    /** Starts a run; it does nothing until its first step. */
    void start(Runnable work) {
        Actor actor = new Actor();
        actors.add(actor);
        threads.execute(() -> actor.run(work));
        if (free) {
            actor.go.release();
        }
    }

    int running() {
        return actors.size();
    }

    /** Lets one run go on to its next call of a port, or to its end. When they run free, waits for this one's end. */
    void step(int index) {
        Actor actor = actors.get(index);
        if (!free) {
            actor.go.release();
        }
        try {
            if (!actor.back.tryAcquire(LONGEST_STEP_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("A run takes no step for " + LONGEST_STEP_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        if (actor.done) {
            actors.remove(index);
        }
    }

    /**
     * Called before a port is called.
     *
     * @return false if the caller is a thread that a run started for itself; such go on as they like
     */
    boolean pause() {
        Actor actor = current.get();
        if (actor != null && !free) {
            actor.yieldTurn();
        }
        return actor != null;
    }
}
