package dev.landfall.localcloud.grpc;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A step that is run whenever it is woken, never by two threads at once; however often it is woken while it runs, it then
 * runs once more. Waking does not block.
 */
public final class CoalescingTask {
    private static final Logger LOG = Logger.getLogger(CoalescingTask.class.getName());

    private final Executor threads;
    private final Runnable step;
    /** Above zero, a thread is at work. */
    private final AtomicInteger wakings = new AtomicInteger();

    /** @param step an error of it is logged, and does not keep it from running again */
    public CoalescingTask(Executor threads, Runnable step) {
        this.threads = threads;
        this.step = step;
    }

    public void wake() {
        if (wakings.getAndIncrement() == 0) {
            try {
                threads.execute(this::run);
            } catch (RejectedExecutionException e) {
                // The server is closing: nobody is left to work for. The count stays up, so nobody tries again.
                wakings.set(1);
            }
        }
    }

    private void run() {
        int seen;
        do {
            seen = wakings.get();
            try {
                step.run();
            } catch (RuntimeException e) {
                LOG.log(Level.SEVERE, "A background step failed inside the local cloud", e);
            }
        } while (wakings.addAndGet(-seen) != 0);
    }
}
