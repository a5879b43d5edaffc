package dev.landfall.replicator.pipeline;

import java.nio.file.Path;
import java.util.List;

/**
 * A pipeline file, checked.
 *
 * @param state folder of the state database
 * @param tables at least one, no target twice
 */
public record Pipeline(Landing landing, Path state, List<PipelineTable> tables) {
    public Pipeline {
        tables = List.copyOf(tables);
    }
}
