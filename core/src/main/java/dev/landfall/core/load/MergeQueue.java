package dev.landfall.core.load;

import dev.landfall.core.table.TableId;

/** Wakes the merge of a table. */
public interface MergeQueue {
    /** Returns once the message is safe; it is delivered at least once. */
    void announce(TableId table);
}
