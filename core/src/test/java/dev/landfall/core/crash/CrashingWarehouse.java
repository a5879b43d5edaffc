package dev.landfall.core.crash;

import dev.landfall.core.sql.Statement;
import dev.landfall.core.table.DatasetName;
import dev.landfall.core.table.TableId;
import dev.landfall.core.warehouse.JobOutcome;
import dev.landfall.core.warehouse.ListedTable;
import dev.landfall.core.warehouse.LoadJob;
import dev.landfall.core.warehouse.Warehouse;
import dev.landfall.core.warehouse.WarehouseTable;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;

/** A warehouse as a process sees it that may die: each submitted job and each dropped table is a side effect. */
public record CrashingWarehouse(Warehouse warehouse, CrashPoints crash) implements Warehouse {
    @Override
    public void submit(LoadJob job) {
        crash.check();
        warehouse.submit(job);
        crash.effect();
    }

    @Override
    public void submit(String jobId, Statement statement) {
        crash.check();
        warehouse.submit(jobId, statement);
        crash.effect();
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
