package dev.landfall.localcloud.bigquery.job;

import com.google.gson.JsonObject;
import dev.landfall.localcloud.http.ApiException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;

/** All jobs, and the threads that run them. Thread-safe. */
public final class Jobs implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Jobs.class.getName());

    private final Clock clock;
    private final Admission admission;
    private final JobHistory history;
    private final Map<JobId, Job> jobs = new ConcurrentHashMap<>();
    private final ExecutorService threads;

    /**
     * @param history the jobs to begin with, and where the new ones are kept; closed with this
     * @param atOnce how many jobs run at the same time; the others are PENDING
     */
    public Jobs(Clock clock, Admission admission, JobHistory history, int atOnce) {
        this.history = history;
        history.jobs().forEach(job -> jobs.put(job.id(), job));
        this.clock = clock;
        this.admission = admission;
        this.threads = Executors.newFixedThreadPool(atOnce, task -> {
            Thread thread = new Thread(task, "bigquery-job");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Accepts a job and starts it as soon as a thread is free.
     *
     * @throws ApiException 409 duplicate if the id was ever used, even by a job that failed
     */
    public Job insert(JobId id, JsonObject configuration, JobWork work) {
        Job job = new Job(id, configuration, work, clock, this::addChild, history::ended);
        if (jobs.putIfAbsent(id, job) != null) {
            throw new ApiException(409, "duplicate", "Already Exists: Job " + id);
        }
        Passage passage;
        try {
            passage = admission.admit(id, configuration);
        } catch (ApiException e) {
            jobs.remove(id);
            throw e;
        }
        try {
            history.accepted(job);
        } catch (UncheckedIOException e) {
            jobs.remove(id);
            passage.done(new ApiException(500, "internalError", String.valueOf(e.getMessage())));
            throw e;
        }
        threads.execute(() -> job.run(passage));
        return job;
    }

    private void addChild(Job child) {
        history.ended(child, child.end());
        jobs.put(child.id(), child);
    }

    public Optional<Job> find(JobId id) {
        return Optional.ofNullable(jobs.get(id));
    }

    /** The jobs of a project without the statements of scripts, newest first. */
    public List<Job> list(String project) {
        return sorted(job -> job.id().project().equals(project) && job.parent().isEmpty());
    }

    /** Everything that ran or runs in a project, newest first. */
    public List<Job> all(String project) {
        return sorted(job -> job.id().project().equals(project));
    }

    /** The statements of a script that have ended, newest first. */
    public List<Job> children(String project, String parent) {
        return sorted(job -> job.id().project().equals(project)
                && job.parent().filter(id -> id.id().equals(parent)).isPresent());
    }

    private List<Job> sorted(Predicate<Job> wanted) {
        return jobs.values().stream()
                .filter(wanted)
                .sorted(Comparator.comparing(Job::created)
                        .thenComparing(Job::position)
                        .thenComparing(job -> job.id().id())
                        .reversed())
                .toList();
    }

    @Override
    public void close() {
        jobs.values().stream().filter(job -> job.state() != JobState.DONE).forEach(Job::cancel);
        threads.shutdownNow();
        try {
            history.close();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The history of jobs was not closed well; all that was acknowledged is in it", e);
        }
    }
}
