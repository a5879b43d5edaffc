package dev.landfall.localcloud.bigquery.quota;

import com.google.gson.JsonObject;
import dev.landfall.localcloud.bigquery.job.Admission;
import dev.landfall.localcloud.bigquery.job.JobControl;
import dev.landfall.localcloud.bigquery.job.JobId;
import dev.landfall.localcloud.bigquery.job.Passage;
import dev.landfall.localcloud.bigquery.schema.TableName;
import dev.landfall.localcloud.http.ApiException;
import dev.landfall.localcloud.time.TimeSource;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/** All work that BigQuery is asked for: counted, and held up or refused as its limits and latency say. Thread-safe. */
public final class Workload implements Admission {
    /** What a service that imposes something runs at once here; what it makes wait needs a thread, but no processor. */
    private static final int WORK_AT_ONCE = 8;

    private final BigQueryLimits limits;
    private final JobLatency latency;
    private final TimeSource time;
    private final RateQuotas rates;
    private final WorkloadStatistics statistics = new WorkloadStatistics();
    private final Semaphore work = new Semaphore(WORK_AT_ONCE, true);
    private final Map<TableName, DmlQueue> mutations = new ConcurrentHashMap<>();
    private final Map<TableName, DmlQueue> inserts = new ConcurrentHashMap<>();

    /** @param kinds what is known of a table; PLAIN if it does not exist */
    public Workload(BigQueryLimits limits, JobLatency latency, TimeSource time, Function<TableName, TableKind> kinds) {
        this.limits = limits;
        this.latency = latency;
        this.time = time;
        this.rates = new RateQuotas(limits, time, kinds);
    }

    public WorkloadStatistics statistics() {
        return statistics;
    }

    /** Whether a job may have to wait for something else than a processor. */
    public boolean imposes() {
        return !limits.equals(BigQueryLimits.NONE) || !latency.equals(JobLatency.NONE);
    }

    @Override
    public Passage admit(JobId id, JsonObject configuration) {
        String kind =
                configuration.has("jobType") ? configuration.get("jobType").getAsString() : "QUERY";
        statistics.submitted(kind);
        return new JobPassage(this, kind, Destinations.ofQuery(id.project(), configuration));
    }

    /**
     * The API is about to change a table's metadata.
     *
     * @throws ApiException if it has changed too often just now
     */
    public void update(TableName table) {
        require(rates.update(table));
    }

    /** @throws ApiException if the API's method was called too often just now */
    void request(String method) {
        require(rates.request(method));
    }

    void require(Optional<Refusal> refusal) {
        refusal.ifPresent(found -> {
            throw refused(found);
        });
    }

    ApiException refused(Refusal refusal, Object... details) {
        statistics.refused(refusal);
        return refusal.error(details);
    }

    RateQuotas rates() {
        return rates;
    }

    JobLatency latency() {
        return latency;
    }

    Semaphore work() {
        return work;
    }

    /** Joins the queue of mutations of a table, and waits for the turn. */
    DmlQueue.Place joinMutations(TableName table, JobControl control) {
        return join(
                mutations.computeIfAbsent(table, name -> new DmlQueue(limits.mutations())),
                limits.mutations(),
                table,
                control);
    }

    DmlQueue.Place joinInserts(TableName table, JobControl control) {
        return join(
                inserts.computeIfAbsent(table, name -> new DmlQueue(limits.inserts())),
                limits.inserts(),
                table,
                control);
    }

    private DmlQueue.Place join(DmlQueue queue, BigQueryLimits.Queue limit, TableName table, JobControl control) {
        DmlQueue.Place place =
                queue.join().orElseThrow(() -> refused(Refusal.DML_QUEUE, table.restId(), limit.queued()));
        Future<?> impatience = time.schedule(limit.patience(), place.admitted()::countDown);
        try {
            control.await(place.admitted());
        } catch (ApiException e) {
            place.leave();
            throw e;
        } finally {
            impatience.cancel(false);
        }
        if (place.isQueued()) {
            place.leave();
            throw refused(Refusal.DML_PATIENCE);
        }
        return place;
    }

    /** Waits so long, unless the job is cancelled. */
    void sleep(Duration duration, JobControl control) {
        if (duration.isZero()) {
            return;
        }
        CountDownLatch over = new CountDownLatch(1);
        Future<?> wake = time.schedule(duration, over::countDown);
        try {
            control.await(over);
        } finally {
            wake.cancel(false);
        }
    }

    JsonObject toJson() {
        JsonObject json = statistics.toJson();
        json.addProperty("time", time.instant().toString());
        json.addProperty(
                "mutationsRunning",
                mutations.values().stream().mapToInt(DmlQueue::runningNow).sum());
        json.addProperty(
                "mutationsQueued",
                mutations.values().stream().mapToInt(DmlQueue::queuedNow).sum());
        return json;
    }
}
