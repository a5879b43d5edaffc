package dev.landfall.localcloud.bigquery.quota;

import com.google.gson.JsonObject;
import dev.landfall.localcloud.bigquery.job.Operation;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What has been asked of BigQuery, and what was refused. Thread-safe. */
public final class WorkloadStatistics {
    private final Map<String, Long> jobs = new TreeMap<>();
    private final Map<String, Long> failures = new TreeMap<>();
    private final Map<String, Long> operations = new TreeMap<>();
    private final Map<Refusal, Long> refusals = new EnumMap<>(Refusal.class);
    private long underWay;
    private long mostUnderWay;

    synchronized void submitted(String kind) {
        jobs.merge(kind, 1L, Long::sum);
        underWay++;
        mostUnderWay = Math.max(mostUnderWay, underWay);
    }

    synchronized void done(String kind, @Nullable Throwable failure) {
        underWay--;
        if (failure != null) {
            failures.merge(kind, 1L, Long::sum);
        }
    }

    synchronized void entered(Operation operation) {
        operations.merge(operation.name(), 1L, Long::sum);
    }

    synchronized void refused(Refusal refusal) {
        refusals.merge(refusal, 1L, Long::sum);
    }

    /** Jobs of a kind (LOAD, QUERY) that were taken in. */
    public synchronized long jobs(String kind) {
        return jobs.getOrDefault(kind, 0L);
    }

    /** Operations of a name (LOAD, MERGE, SELECT, ...) that were begun or refused. */
    public synchronized long operations(String name) {
        return operations.getOrDefault(name, 0L);
    }

    /** All refusals. */
    public synchronized long refusals() {
        return refusals.values().stream().mapToLong(Long::longValue).sum();
    }

    public synchronized long refusals(Refusal refusal) {
        return refusals.getOrDefault(refusal, 0L);
    }

    synchronized JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.add("jobs", object(jobs));
        json.add("failedJobs", object(failures));
        json.add("operations", object(operations));
        Map<String, Long> named = new TreeMap<>();
        refusals.forEach((refusal, count) -> named.put(refusal.key(), count));
        json.add("refusals", object(named));
        json.addProperty("underWay", underWay);
        json.addProperty("mostUnderWay", mostUnderWay);
        return json;
    }

    private static JsonObject object(Map<String, Long> counts) {
        JsonObject json = new JsonObject();
        counts.forEach(json::addProperty);
        return json;
    }
}
