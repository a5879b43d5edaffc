package dev.landfall.localcloud.bigquery.job;

import dev.landfall.localcloud.bigquery.engine.Session;
import dev.landfall.localcloud.http.ApiException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How a running job learns that it shall stop. Thread-safe. */
public final class JobControl {
    private final Consumer<ScriptStep> steps;
    private @Nullable Session session;
    private @Nullable CountDownLatch waiting;
    private boolean cancelled;
    private Passage passage = Passage.FREE;
    private Runnable whenRunning = () -> {};

    synchronized void follow(Passage way, Runnable running) {
        passage = way;
        whenRunning = running;
    }

    /** Waits until quotas, queues and latency let the operation be carried out; whoever closes it has done it. */
    public Passage.Underway enter(Operation operation) {
        check();
        return passage.enter(operation, this);
    }

    /** The job is RUNNING from now on, if it is not already. */
    public void running() {
        whenRunning.run();
    }

    /**
     * Waits for the latch.
     *
     * @throws ApiException stopped, if the job is cancelled meanwhile
     */
    public void await(CountDownLatch latch) {
        synchronized (this) {
            check();
            waiting = latch;
        }
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw stopped();
        } finally {
            synchronized (this) {
                waiting = null;
            }
        }
        check();
    }

    JobControl(Consumer<ScriptStep> steps) {
        this.steps = steps;
    }

    /** Makes a finished statement of a script known as a child job. */
    public void record(ScriptStep step) {
        steps.accept(step);
    }

    /** From now on, cancelling interrupts what this session runs. */
    public synchronized void attach(Session running) {
        session = running;
        check();
    }

    public synchronized void detach() {
        session = null;
    }

    /** @throws ApiException stopped, if the job was cancelled */
    public synchronized void check() {
        if (cancelled) {
            throw stopped();
        }
    }

    synchronized void cancel() {
        cancelled = true;
        if (session != null) {
            session.cancel();
        }
        if (waiting != null) {
            waiting.countDown();
        }
    }

    synchronized boolean isCancelled() {
        return cancelled;
    }

    static ApiException stopped() {
        return new ApiException(400, "stopped", "Job execution was cancelled: User requested cancellation");
    }
}
