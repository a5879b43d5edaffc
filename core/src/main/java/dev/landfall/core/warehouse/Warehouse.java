package dev.landfall.core.warehouse;

import dev.landfall.core.sql.Statement;
import dev.landfall.core.table.DatasetName;
import dev.landfall.core.table.TableId;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;

/**
 * BigQuery, as far as Landfall needs it. Thread-safe. Every method throws {@link WarehouseException} when the service
 * does not take a request, after having retried what a moment heals.
 */
public interface Warehouse {
    /** Submits a load job. A job id that is taken means that this very job was submitted before: not an error. */
    void submit(LoadJob job);

    /** Submits a statement under a job id. A job id that is taken means that it was submitted before: not an error. */
    void submit(String jobId, Statement statement);

    /** True if a job was submitted under this id. */
    boolean knows(String jobId);

    /**
     * Waits for a job that was submitted to end.
     *
     * @return empty if it still runs at the deadline
     */
    Optional<JobOutcome> await(String jobId, Instant deadline);

    /** Empty if there is no such table. */
    Optional<WarehouseTable> table(TableId id);

    /** The tables of a dataset, read page by page. */
    Iterator<ListedTable> tables(DatasetName dataset);

    /** Drops a table; one that is not there is dropped already. */
    void drop(TableId id);
}
