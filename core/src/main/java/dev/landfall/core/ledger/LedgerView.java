package dev.landfall.core.ledger;

import dev.landfall.core.table.TableId;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What people and the sweep ask of the ledger. Changes nothing. Thread-safe. */
public final class LedgerView {
    private static final int PAGE = 500;

    private final LedgerStore store;

    public LedgerView(LedgerStore store) {
        this.store = store;
    }

    public Optional<FileRecord> file(FileId id) {
        return store.file(id);
    }

    public Optional<TableRecord> table(TableId id) {
        return store.table(id);
    }

    public List<TableRecord> tables() {
        return store.tables();
    }

    /** Files, of one table and in one state if these are given, read page by page in the order of their ids. */
    public Iterator<FileRecord> files(@Nullable TableId table, @Nullable FileState state) {
        return new Iterator<>() {
            private List<FileRecord> page = List.of();
            private int next;
            private boolean last;

            @Override
            public boolean hasNext() {
                if (next == page.size() && !last) {
                    FileId after =
                            page.isEmpty() ? null : page.get(page.size() - 1).id();
                    page = store.files(table, state, after, PAGE);
                    next = 0;
                    last = page.size() < PAGE;
                }
                return next < page.size();
            }

            @Override
            public FileRecord next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("No more files");
                }
                return page.get(next++);
            }
        };
    }

    /** How many files of each of these tables are in each state; counted by the database, not read. */
    public Map<TableId, FileCounts> counts(Collection<TableId> tables) {
        return store.counts(tables);
    }

    /** The same of all files, those without a table included. */
    public FileCounts counts() {
        return store.counts();
    }

    /** Those of the files that are in the ledger. */
    public Set<FileId> known(Collection<FileId> ids) {
        return store.known(ids);
    }

    /** Those of the batches that are in the ledger. */
    public List<BatchRecord> batches(Collection<BatchId> ids) {
        return store.batches(ids);
    }

    /** Batches in one state, of one table if it is given, in no particular order. */
    public List<BatchRecord> batches(@Nullable TableId table, BatchState state, int limit) {
        return store.batches(table, state, limit);
    }
}
