package dev.landfall.localcloud.bigquery.job;

import com.google.gson.JsonObject;
import dev.landfall.localcloud.bigquery.query.QueryResult;
import dev.landfall.localcloud.http.ApiException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One job, from insert to DONE and after. Thread-safe. */
public final class Job {
    private static final Logger LOG = Logger.getLogger(Job.class.getName());

    private final JobId id;
    private final JobWork work;
    private final Clock clock;
    private final Instant created;
    private final JobControl control = new JobControl();
    private final CountDownLatch done = new CountDownLatch(1);
    private final JsonObject configuration;
    private JobState state = JobState.PENDING;
    private @Nullable Instant started;
    private @Nullable Instant ended;
    private @Nullable ApiException error;
    private @Nullable JobOutcome outcome;

    Job(JobId id, JsonObject configuration, JobWork work, Clock clock) {
        this.id = id;
        this.configuration = configuration;
        this.work = work;
        this.clock = clock;
        this.created = clock.instant();
    }

    public JobId id() {
        return id;
    }

    public Instant created() {
        return created;
    }

    /** What the client asked for. */
    public JsonObject configuration() {
        return configuration;
    }

    public synchronized JobState state() {
        return state;
    }

    public synchronized Optional<Instant> started() {
        return Optional.ofNullable(started);
    }

    public synchronized Optional<Instant> ended() {
        return Optional.ofNullable(ended);
    }

    /** Why it failed, if it is DONE and failed. */
    public synchronized Optional<ApiException> error() {
        return Optional.ofNullable(error);
    }

    public synchronized Optional<JobOutcome> outcome() {
        return Optional.ofNullable(outcome);
    }

    public Optional<QueryResult> result() {
        return outcome().flatMap(JobOutcome::result);
    }

    public void cancel() {
        control.cancel();
    }

    /** Waits until it is DONE, at most so long; false if it is not by then. */
    public boolean await(Duration timeout) {
        try {
            return done.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    void run(Passage passage) {
        control.follow(passage, this::running);
        try {
            passage.pend(control);
            if (!passage.pendsForOperations()) {
                running();
            }
            control.check();
            finish(work.run(control), null);
        } catch (ApiException e) {
            finish(null, control.isCancelled() ? JobControl.stopped() : e);
        } catch (RuntimeException | Error e) {
            LOG.log(Level.SEVERE, e, () -> "Job " + id + " failed inside the local cloud");
            finish(
                    null,
                    control.isCancelled()
                            ? JobControl.stopped()
                            : new ApiException(500, "internalError", "An internal error occurred: " + e));
        } finally {
            passage.done(error().orElse(null));
            done.countDown();
        }
    }

    private synchronized void running() {
        if (state == JobState.PENDING) {
            state = JobState.RUNNING;
            started = clock.instant();
        }
    }

    private synchronized void finish(@Nullable JobOutcome success, @Nullable ApiException failure) {
        running();
        outcome = success;
        error = failure;
        ended = clock.instant();
        state = JobState.DONE;
    }
}
