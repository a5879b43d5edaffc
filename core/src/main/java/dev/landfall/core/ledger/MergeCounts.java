package dev.landfall.core.ledger;

/**
 * Rows of merges.
 *
 * @param source rows in the staging tables
 * @param inserted rows of new keys
 * @param updated rows that were older
 */
public record MergeCounts(long source, long inserted, long updated) {
    public static final MergeCounts NONE = new MergeCounts(0, 0, 0);

    /** Rows that changed nothing: older than the target's, or not the greatest of their key. */
    public long ignored() {
        return source - inserted - updated;
    }

    public MergeCounts plus(MergeCounts other) {
        return new MergeCounts(source + other.source, inserted + other.inserted, updated + other.updated);
    }
}
