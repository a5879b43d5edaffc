package dev.landfall.core.crash;

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
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A warehouse as a process sees it that may die: each submitted job and each dropped table is a side effect. */
public record CrashingWarehouse(Warehouse warehouse, CrashPoints crash) implements Warehouse {
    @Override
    public void submit(LoadJob job) {
        crash.check();
        warehouse.submit(job);
        crash.effect();
    }

    @Override
    public void submit(String jobId, Statement statement, JobPriority priority) {
        crash.check();
        warehouse.submit(jobId, statement, priority);
        crash.effect();
    }

    @Override
    public List<List<@Nullable String>> read(Query query) {
        crash.check();
        return warehouse.read(query);
    }

    @Override
    public long bytesScanned(Statement statement) {
        crash.check();
        return warehouse.bytesScanned(statement);
    }

    @Override
    public boolean knows(String jobId) {
        crash.check();
        return warehouse.knows(jobId);
    }

    @Override
    public Optional<JobOutcome> await(String jobId, Instant deadline) {
        crash.check();
        return warehouse.await(jobId, deadline);
    }

    @Override
    public Optional<WarehouseTable> table(TableId id) {
        crash.check();
        return warehouse.table(id);
    }

    @Override
    public Iterator<ListedTable> tables(DatasetName dataset) {
        crash.check();
        return warehouse.tables(dataset);
    }

    @Override
    public void drop(TableId id) {
        crash.check();
        warehouse.drop(id);
        crash.effect();
    }
}
