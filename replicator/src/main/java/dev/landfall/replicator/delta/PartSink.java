package dev.landfall.replicator.delta;

/** Takes finished parts and their local files, which it deletes when it needs them no longer. */
@FunctionalInterface
public interface PartSink {

    /** Takes a part; waits while too many others are still on their way, so that local disk use stays bounded. */
    void accept(FinishedPart part);
}
