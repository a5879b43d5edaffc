package dev.landfall.migration.validation.comparison;

/** How a validation of one table ended. */
public enum Outcome {
    /** Nothing differs, as far as the level looks. */
    EQUAL,
    /** Something differs that nothing on its way explains. */
    DIFFERENT,
    /** It cannot be said now: deltas are on their way, or a column cannot be compared. */
    UNDECIDED,
    /** An engine refused, or a side is not there. */
    FAILED
}
