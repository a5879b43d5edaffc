package dev.landfall.replicator.run;

import dev.landfall.replicator.pipeline.PipelineTable;
import dev.landfall.replicator.source.DeltaSource;
import dev.landfall.replicator.source.PartSettings;
import dev.landfall.replicator.source.hdfs.HdfsSource;
import dev.landfall.replicator.source.hive.HiveSource;
import java.time.Clock;

/** Opens the source of a table. */
@FunctionalInterface
public interface SourceOpener {

    DeltaSource open(PipelineTable table, PartSettings settings);

    /** By what the pipeline says. */
    static SourceOpener byKind(Clock clock) {
        return (table, settings) -> table.source()
                .choose(
                        hive -> new HiveSource(table.spec().target(), hive, settings),
                        hdfs -> HdfsSource.open(table.spec().target(), hdfs, settings, clock));
    }
}
