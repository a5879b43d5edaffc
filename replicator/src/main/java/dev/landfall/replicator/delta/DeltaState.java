package dev.landfall.replicator.delta;

/** How far a delta has come; it only ever goes forward. */
public enum DeltaState {
    /** Its scope and names are fixed; any part of it may have landed. */
    PLANNED,
    /** All its parts have landed. */
    UPLOADED,
    /** Its manifest has landed and the watermark has moved. */
    DONE
}
