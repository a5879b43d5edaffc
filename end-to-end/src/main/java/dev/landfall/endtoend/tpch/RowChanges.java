package dev.landfall.endtoend.tpch;

/** How many rows one round of changes touched. */
public record RowChanges(long updated, long inserted) {
    /** Both together: the rows that a delta must carry. */
    public long total() {
        return updated + inserted;
    }
}
