package dev.landfall.replicator.pipeline;

/** A value that never shows itself in a log or a message. */
public record Secret(String value) {

    @Override
    public String toString() {
        return "***";
    }
}
