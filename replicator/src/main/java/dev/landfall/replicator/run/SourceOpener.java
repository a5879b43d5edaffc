package dev.landfall.replicator.run;

import dev.landfall.replicator.extension.DeltaSource;
import dev.landfall.replicator.extension.PartSettings;
import dev.landfall.replicator.pipeline.PipelineTable;

/** Opens the sources of tables, one after the other. */
@FunctionalInterface
public interface SourceOpener extends AutoCloseable {

    DeltaSource open(PipelineTable table, PartSettings settings);

    @Override
    default void close() {}
}
