package dev.landfall.replicator.keys;

import dev.landfall.core.table.TableId;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Remembers which keys a target may have: those that the source had when they were scanned last, and those that were
 * delivered since. What is stored under a delta's sequence counts from the next delta on.
 */
public interface KeyMemory {
    /** For sources that never ask. */
    KeyMemory NONE = new KeyMemory() {
        @Override
        public Optional<Long> lastScan(TableId table, long before) {
            throw new UnsupportedOperationException("Keys are not remembered here");
        }

        @Override
        public List<Iterator<byte[]>> known(TableId table, long before) {
            throw new UnsupportedOperationException("Keys are not remembered here");
        }

        @Override
        public void store(TableId table, long sequence, boolean scan, Iterator<byte[]> sorted) {
            throw new UnsupportedOperationException("Keys are not remembered here");
        }
    };

    /** The sequence of the latest delta before this one that scanned the source's keys. */
    Optional<Long> lastScan(TableId table, long before);

    /** The keys of the latest scan and of the deltas from there on, each sorted; one run may repeat keys of another. */
    List<Iterator<byte[]>> known(TableId table, long before);

    /**
     * Stores a sorted run; replaces what an earlier try of the same delta stored.
     *
     * @param scan whether it is all keys of the source; else those that the delta delivered
     */
    void store(TableId table, long sequence, boolean scan, Iterator<byte[]> sorted);
}
