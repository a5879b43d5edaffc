package dev.landfall.core.ledger;

import dev.landfall.core.landing.IgnoredReason;
import dev.landfall.core.table.TableId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The document database under the ledger. It keeps records and knows none of their rules. Thread-safe; many processes
 * use it at once.
 */
public interface LedgerStore {
    /**
     * Runs the body in a serializable transaction: all its writes or none, and only if nothing it read has changed. The
     * body may run several times and must have no effect but through the transaction; it reads before it writes.
     */
    <T> T transact(Body<T> body);

    /** The steps of one transaction. */
    @FunctionalInterface
    interface Body<T> {
        T run(LedgerTransaction transaction);
    }

    /** Writes a file that is not there yet; answers false, without writing, if it is there. */
    boolean create(FileRecord file);

    /** Adds one to the file's duplicates. */
    void countDuplicate(FileId file);

    /** Adds one to the counter of ignored objects with this reason. */
    void countIgnored(IgnoredReason reason);

    Optional<FileRecord> file(FileId id);

    Optional<BatchRecord> batch(BatchId id);

    Optional<TableRecord> table(TableId id);

    List<TableRecord> tables();

    /** Files, of one table and in one state if these are given, in no particular order. */
    List<FileRecord> files(@Nullable TableId table, @Nullable FileState state, int limit);

    /** The same in the order of their ids, beginning behind one of them. */
    List<FileRecord> files(@Nullable TableId table, @Nullable FileState state, @Nullable FileId after, int limit);

    /** Those of the files that are there. */
    Set<FileId> known(Collection<FileId> ids);

    /** How many files of each table are in each state. */
    Map<TableId, FileCounts> counts(Collection<TableId> tables);

    /** How many of all files are in each state. */
    FileCounts counts();

    /** Batches in one state, of one table if it is given, in no particular order. */
    List<BatchRecord> batches(@Nullable TableId table, BatchState state, int limit);

    /** Those of the batches that are there. */
    List<BatchRecord> batches(Collection<BatchId> ids);

    /** Every object that was finalized before this has been compared with the ledger; empty if that was never done. */
    Optional<Instant> sweptUntil();

    void markSwept(Instant until);
}
