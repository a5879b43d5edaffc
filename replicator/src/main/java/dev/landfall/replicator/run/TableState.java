package dev.landfall.replicator.run;

/** How a run ended for one table. */
public enum TableState {
    /** Everything found is in the landing bucket. */
    DELIVERED,
    /** The source has nothing that was not delivered before. */
    NOTHING_NEW,
    /** A plan: this would be delivered. */
    WOULD_DELIVER,
    /** Another replica has its lease, and delivers it. */
    BUSY,
    /** Something went wrong; the next run takes it up again. */
    FAILED
}
