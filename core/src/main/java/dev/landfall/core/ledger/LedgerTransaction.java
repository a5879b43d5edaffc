package dev.landfall.core.ledger;

import dev.landfall.core.budget.JobMeter;
import dev.landfall.core.table.TableId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Reads and writes of one transaction. All reads come before the first write; a read does not see the writes. */
public interface LedgerTransaction {
    /**
     * Says what will be read, so that it can be fetched by one request instead of many. What is not there is no error
     * yet; what was not named here may be read all the same.
     */
    void fetch(TableId table, Collection<BatchId> batches, Collection<FileId> files);

    Optional<TableRecord> table(TableId id);

    Optional<BatchRecord> batch(BatchId id);

    /**
     * The files in the order of the ids.
     *
     * @throws IllegalStateException naming a file that is not there
     */
    List<FileRecord> files(List<FileId> ids);

    /** The meter of one shard of the project's load jobs; an empty one if it was never written. */
    JobMeter meter(int shard);

    void put(int shard, JobMeter meter);

    void put(TableRecord table);

    void put(BatchRecord batch);

    void put(FileRecord file);
}
