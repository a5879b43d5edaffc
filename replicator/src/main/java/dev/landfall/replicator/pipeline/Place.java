package dev.landfall.replicator.pipeline;

import org.snakeyaml.engine.v2.nodes.Node;

/** Where something stands; {@code file:line}, lines counted from 1. */
public record Place(String file, int line) {

    static Place of(String file, Node node) {
        return new Place(
                file, node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1));
    }

    @Override
    public String toString() {
        return file + ":" + line;
    }
}
