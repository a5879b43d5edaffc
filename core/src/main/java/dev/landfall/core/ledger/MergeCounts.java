package dev.landfall.core.ledger;

/**
 * Rows of merges.
 *
 * @param source rows in the staging tables
 * @param inserted rows of new keys
 * @param updated rows that were older
 * @param deleted rows whose key was deleted
 * @param rejected source rows that were left out, with NULL in a key column
 */
public record MergeCounts(long source, long inserted, long updated, long deleted, long rejected) {
    public static final MergeCounts NONE = new MergeCounts(0, 0, 0, 0, 0);

    /** Rows that changed nothing: older than the target's or a tombstone, or not the greatest of their key. */
    public long ignored() {
        return Math.max(0, source - inserted - updated - deleted - rejected);
    }

    public MergeCounts plus(MergeCounts other) {
        return new MergeCounts(
                source + other.source,
                inserted + other.inserted,
                updated + other.updated,
                deleted + other.deleted,
                rejected + other.rejected);
    }
}
