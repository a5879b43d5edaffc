package dev.landfall.endtoend.bench.day;

import dev.landfall.core.sql.Query;
import dev.landfall.core.sql.Statement;
import dev.landfall.core.table.DatasetName;
import dev.landfall.core.table.TableId;
import dev.landfall.core.warehouse.JobOutcome;
import dev.landfall.core.warehouse.JobPriority;
import dev.landfall.core.warehouse.ListedTable;
import dev.landfall.core.warehouse.LoadJob;
import dev.landfall.core.warehouse.Warehouse;
import dev.landfall.core.warehouse.WarehouseTable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A warehouse whose jobs take BigQuery's time, and which counts load jobs in every rolling day as its quotas do. */
final class SlowWarehouse implements Warehouse {
    private static final Duration DAY = Duration.ofDays(1);

    private final Warehouse warehouse;
    private final VirtualTime time;
    private final Duration load;
    private final Duration statement;
    private final Map<String, Instant> ends = new HashMap<>();
    private final Map<String, Deque<Instant>> loadsOfTable = new HashMap<>();
    private final Deque<Instant> loads = new ArrayDeque<>();
    private long loadJobs;
    private long statements;
    private int mostLoadsADay;
    private int mostLoadsADayOfTable;

    /**
     * @param load how long a load job takes
     * @param statement how long any statement takes
     */
    SlowWarehouse(Warehouse warehouse, VirtualTime time, Duration load, Duration statement) {
        this.warehouse = warehouse;
        this.time = time;
        this.load = load;
        this.statement = statement;
    }

    long loadJobs() {
        return loadJobs;
    }

    long statements() {
        return statements;
    }

    /** Load jobs of all tables in the fullest 24 hours. */
    int mostLoadsADay() {
        return mostLoadsADay;
    }

    /** Load jobs from one table's folder in its fullest 24 hours. */
    int mostLoadsADayOfTable() {
        return mostLoadsADayOfTable;
    }

    private int inADay(Deque<Instant> jobs) {
        jobs.add(time.now());
        while (!jobs.getFirst().isAfter(time.now().minus(DAY))) {
            jobs.removeFirst();
        }
        return jobs.size();
    }

    @Override
    public void submit(LoadJob job) {
        if (!warehouse.knows(job.id())) {
            loadJobs++;
            mostLoadsADay = Math.max(mostLoadsADay, inADay(loads));
            mostLoadsADayOfTable = Math.max(
                    mostLoadsADayOfTable,
                    inADay(loadsOfTable.computeIfAbsent(job.keyRoot(), root -> new ArrayDeque<>())));
            ends.put(job.id(), time.now().plus(load));
        }
        warehouse.submit(job);
    }

    @Override
    public void submit(String jobId, Statement sql, JobPriority priority) {
        if (!warehouse.knows(jobId)) {
            statements++;
            ends.put(jobId, time.now().plus(statement));
        }
        warehouse.submit(jobId, sql, priority);
    }

    @Override
    public Optional<JobOutcome> await(String jobId, Instant deadline) {
        Instant end = ends.getOrDefault(jobId, time.now());
        if (end.isAfter(deadline)) {
            time.sleepUntil(deadline);
            return Optional.empty();
        }
        time.sleepUntil(end);
        return warehouse.await(jobId, deadline);
    }

    @Override
    public List<List<@Nullable String>> read(Query query) {
        time.sleepUntil(time.now().plus(statement));
        return warehouse.read(query);
    }

    @Override
    public long bytesScanned(Statement sql) {
        return warehouse.bytesScanned(sql);
    }

    @Override
    public boolean knows(String jobId) {
        return warehouse.knows(jobId);
    }

    @Override
    public Optional<WarehouseTable> table(TableId id) {
        return warehouse.table(id);
    }

    @Override
    public Iterator<ListedTable> tables(DatasetName dataset) {
        return warehouse.tables(dataset);
    }

    @Override
    public void drop(TableId id) {
        warehouse.drop(id);
    }
}
