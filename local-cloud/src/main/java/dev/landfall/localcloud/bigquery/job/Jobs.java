package dev.landfall.localcloud.bigquery.job;

import com.google.gson.JsonObject;
import dev.landfall.localcloud.http.ApiException;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/** All jobs, and the threads that run them. Thread-safe. */
public final class Jobs implements AutoCloseable {
    private final Clock clock;
    private final Admission admission;
    private final Map<JobId, Job> jobs = new ConcurrentHashMap<>();
    private final ExecutorService threads;

    /** @param atOnce how many jobs run at the same time; the others are PENDING */
    public Jobs(Clock clock, Admission admission, int atOnce) {
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
        Job job = new Job(id, configuration, work, clock, child -> jobs.put(child.id(), child));
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
        threads.execute(() -> job.run(passage));
        return job;
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
    }
}
