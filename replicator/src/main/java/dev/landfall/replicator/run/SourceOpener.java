package dev.landfall.replicator.run;

import dev.landfall.replicator.pipeline.PipelineTable;
import dev.landfall.replicator.source.DeltaSource;
import dev.landfall.replicator.source.PartSettings;

/** Opens the sources of tables, one after the other. */
@FunctionalInterface
public interface SourceOpener extends AutoCloseable {

    DeltaSource open(PipelineTable table, PartSettings settings);

    @Override
    default void close() {}
}
