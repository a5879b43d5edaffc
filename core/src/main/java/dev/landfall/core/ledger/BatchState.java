package dev.landfall.core.ledger;

import java.util.EnumSet;
import java.util.Set;

/** Where a batch stands. */
public enum BatchState {
    /** Its content is fixed; its load job may be submitted. */
    LOADING,
    /** Its staging table is complete. */
    STAGED,
    /** It is part of the table's open merge. */
    MERGING,
    /** Its rows are in the target; the staging table is gone. */
    MERGED,
    /** Its load failed for the sake of some file: smaller batches took its files over. */
    SPLIT,
    /** Can never be loaded or merged. */
    FAILED;

    public boolean mayBecome(BatchState next) {
        return successors().contains(next);
    }

    /** True if nothing more happens to the batch. */
    public boolean isFinal() {
        return successors().isEmpty();
    }

    private Set<BatchState> successors() {
        return switch (this) {
            case LOADING -> EnumSet.of(STAGED, SPLIT, FAILED);
            case STAGED -> EnumSet.of(MERGING, FAILED);
            case MERGING -> EnumSet.of(MERGED, STAGED, FAILED);
            case MERGED, SPLIT, FAILED -> EnumSet.noneOf(BatchState.class);
        };
    }
}
