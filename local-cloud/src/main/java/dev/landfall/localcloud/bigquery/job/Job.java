package dev.landfall.localcloud.bigquery.job;

import com.google.gson.JsonObject;
import dev.landfall.localcloud.bigquery.catalog.Authorship;
import dev.landfall.localcloud.bigquery.query.QueryResult;
import dev.landfall.localcloud.http.ApiException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
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
    private final JobControl control;
    private final Optional<JobId> parent;
    private final int position;
    private final AtomicInteger children = new AtomicInteger();
    private final CountDownLatch done = new CountDownLatch(1);
    private final JsonObject configuration;
    private final BiConsumer<Job, End> ends;
    private boolean lostRows;
    private JobState state = JobState.PENDING;
    private @Nullable Instant started;
    private @Nullable Instant ended;
    private @Nullable ApiException error;
    private @Nullable JobOutcome outcome;

    /** How a job ended: well, with an outcome, or with an error. */
    record End(
            Instant time,
            @Nullable JobOutcome outcome,
            @Nullable ApiException error) {
        static End success(Instant time, JobOutcome outcome) {
            return new End(time, outcome, null);
        }

        static End failure(Instant time, ApiException error) {
            return new End(time, null, error);
        }
    }

    /** @param ends told how it ended, before anybody can see that it has */
    Job(
            JobId id,
            JsonObject configuration,
            JobWork work,
            Clock clock,
            Consumer<Job> children,
            BiConsumer<Job, End> ends) {
        this.ends = ends;
        this.id = id;
        this.configuration = configuration;
        this.work = work;
        this.clock = clock;
        this.created = clock.instant();
        this.parent = Optional.empty();
        this.position = 0;
        this.control = new JobControl(step -> children.accept(child(step)));
    }

    /** One of an earlier run. */
    Job(KeptJob kept) {
        this(
                kept.id(),
                kept.parent(),
                kept.position(),
                new ScriptStep(
                        kept.configuration(),
                        kept.started(),
                        kept.end().time(),
                        kept.end().outcome(),
                        kept.end().error()),
                kept.created(),
                Clock.systemUTC());
        lostRows = kept.hadRows();
    }

    /** A statement of a script that has ended. */
    private Job(JobId id, Optional<JobId> parent, int position, ScriptStep step, Instant created, Clock clock) {
        this.ends = (job, end) -> {};
        this.id = id;
        this.configuration = step.configuration();
        this.work = control -> {
            throw new IllegalStateException("A job that has ended is not run again");
        };
        this.clock = clock;
        this.created = created;
        this.parent = parent;
        this.position = position;
        this.control = new JobControl(unused -> {
            throw new IllegalStateException("A child job has no children");
        });
        this.started = step.started();
        this.ended = step.ended();
        this.outcome = step.outcome();
        this.error = step.error();
        this.state = JobState.DONE;
        done.countDown();
    }

    private Job child(ScriptStep step) {
        String unique = UUID.nameUUIDFromBytes(id.toString().getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
        int next = children.getAndIncrement();
        JobId childId = new JobId(id.project(), id.location(), "script_job_" + unique + "_" + next);
        return new Job(childId, Optional.of(id), next, step, step.started(), clock);
    }

    /** The script that this is a statement of. */
    public Optional<JobId> parent() {
        return parent;
    }

    /** Its place among the statements of its script. */
    int position() {
        return position;
    }

    /** How many statements of this script have ended. */
    public int childCount() {
        return children.get();
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

    /** Whether it was a query of an earlier run, whose rows are gone. */
    public synchronized boolean hasLostItsRows() {
        return lostRows;
    }

    End end() {
        return new End(ended().orElseThrow(), outcome().orElse(null), error().orElse(null));
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
            finish(Authorship.during(id.toString(), () -> work.run(control)), null);
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

    private void finish(@Nullable JobOutcome success, @Nullable ApiException failure) {
        running();
        End end = new End(clock.instant(), success, failure);
        ends.accept(this, end);
        end(end);
    }

    private synchronized void end(End end) {
        outcome = end.outcome();
        error = end.error();
        ended = end.time();
        state = JobState.DONE;
    }
}
