package dev.landfall.localcloud.bigquery.job;

import dev.landfall.localcloud.bigquery.engine.Session;
import dev.landfall.localcloud.http.ApiException;
import org.jspecify.annotations.Nullable;

/** How a running job learns that it shall stop. Thread-safe. */
public final class JobControl {
    private @Nullable Session session;
    private boolean cancelled;

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
