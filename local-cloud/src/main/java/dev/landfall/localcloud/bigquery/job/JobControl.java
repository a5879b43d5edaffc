package dev.landfall.localcloud.bigquery.job;

import dev.landfall.localcloud.bigquery.engine.Session;
import dev.landfall.localcloud.http.ApiException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How a running job learns that it shall stop. Thread-safe. */
public final class JobControl {
    private final Consumer<ScriptStep> steps;
    private @Nullable Session session;
    private boolean cancelled;

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
    }

    synchronized boolean isCancelled() {
        return cancelled;
    }

    static ApiException stopped() {
        return new ApiException(400, "stopped", "Job execution was cancelled: User requested cancellation");
    }
}
