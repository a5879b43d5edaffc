package dev.landfall.core.sweep;

import dev.landfall.core.table.TableId;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was not as it should be.
 *
 * @param table that it concerns, if it is known
 * @param subject the object, batch or table
 * @param detail why it is a finding, and what became of it
 */
public record Finding(Kind kind, @Nullable TableId table, String subject, Healing healing, String detail) {
    /** What can be wrong. */
    public enum Kind {
        /** An object is in the bucket and not in the ledger: its event never came, or died before its first step. */
        LOST_EVENT,
        /** Files are held although their directory is committed: the event of the marker never came. */
        LOST_COMMIT,
        /** Files have landed and nobody loads them. */
        UNLOADED_FILES,
        /** Batches are being loaded and nobody holds the lease. */
        DEAD_LOADER,
        /** Batches are staged and nobody merges them. */
        UNMERGED_BATCHES,
        /** A merge is open and nobody holds the lease. */
        DEAD_MERGER,
        /** A staging table that no batch needs. */
        ORPHANED_STAGING_TABLE
    }

    /** What the sweep did about it. */
    public enum Healing {
        /** What had to be done is done. */
        HEALED,
        /** Nothing, as it was told to look only. */
        FOUND,
        /** It could not be healed now; the next sweep tries again. */
        LEFT
    }
}
