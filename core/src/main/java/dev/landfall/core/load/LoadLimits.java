package dev.landfall.core.load;

/** How much one run of a loader takes on; how big a batch may be says {@link dev.landfall.core.batch.BatchLimits}. */
final class LoadLimits {
    /** Landed files that one plan looks at. */
    static final int FILES_PLANNED = 5_000;
    /** Load jobs of one table that run side by side. */
    static final int BATCHES_AT_ONCE = 8;
    /** Attempts of one job before the event is given back. */
    static final int ATTEMPTS_IN_A_ROW = 5;
    /** Attempts that the service fails by itself before the batch is blamed: as many in a row are no bad moment. */
    static final int ATTEMPTS_IN_ALL = 15;
    /** Files that one transaction moves. */
    static final int FILES_PER_STEP = 200;

    private LoadLimits() {}
}
