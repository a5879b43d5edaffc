package dev.landfall.core.warehouse;

import dev.landfall.core.sql.Query;
import dev.landfall.core.sql.Statement;
import dev.landfall.core.table.DatasetName;
import dev.landfall.core.table.TableId;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * BigQuery, as far as Landfall needs it. Thread-safe. Every method throws {@link WarehouseException} when the service
 * does not take a request, after having retried what a moment heals.
 */
public interface Warehouse {
    /** Submits a load job. A job id that is taken means that this very job was submitted before: not an error. */
    void submit(LoadJob job);

    /** Submits a statement under a job id. A job id that is taken means that it was submitted before: not an error. */
    void submit(String jobId, Statement statement, JobPriority priority);

    /** The rows of a query, each value as text or null. Changes nothing and may be repeated. */
    List<List<@Nullable String>> read(Query query);

    /** How many bytes the statement would scan, by a dry run: an upper bound. The tables it names must be there. */
    long bytesScanned(Statement statement);

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
