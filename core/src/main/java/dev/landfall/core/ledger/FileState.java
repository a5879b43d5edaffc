package dev.landfall.core.ledger;

import java.util.EnumSet;
import java.util.Set;

/** Where a file stands. */
public enum FileState {
    /** Recorded; not to be loaded before its directory is committed. */
    HELD,
    /** Recorded, not yet in a batch. */
    LANDED,
    /** In a batch whose load job may be submitted. */
    LOADING,
    /** Its rows are in a staging table. */
    STAGED,
    /** Its rows are part of a merge that may be submitted. */
    MERGING,
    /** Its rows are in the target. */
    MERGED,
    /** Never tried: the name, table or format cannot be loaded. */
    REJECTED,
    /** Tried, and can never succeed. */
    FAILED,
    /** Its object was written again before it was loaded: the newer version is a file of its own. */
    SUPERSEDED;

    private Set<FileState> successors() {
        return switch (this) {
            case HELD -> EnumSet.of(LANDED, REJECTED, SUPERSEDED);
            case LANDED -> EnumSet.of(LOADING, SUPERSEDED);
            // LOADING again: the batch was split and the file went into a smaller one.
            case LOADING -> EnumSet.of(LOADING, STAGED, FAILED, SUPERSEDED);
            case STAGED -> EnumSet.of(MERGING, FAILED);
            // STAGED again: the merge was given up to find the batch at fault.
            case MERGING -> EnumSet.of(MERGED, STAGED, FAILED);
            // LANDED or HELD again only by a person's command.
            case REJECTED, FAILED -> EnumSet.of(LANDED, HELD);
            case MERGED, SUPERSEDED -> EnumSet.noneOf(FileState.class);
        };
    }

    public boolean mayBecome(FileState next) {
        return successors().contains(next);
    }

    /** True if nothing more happens to the file by itself. */
    public boolean isFinal() {
        return this == MERGED || this == REJECTED || this == FAILED || this == SUPERSEDED;
    }
}
