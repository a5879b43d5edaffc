package dev.landfall.replicator.run;

import dev.landfall.core.table.TableId;
import dev.landfall.replicator.extension.DeltaSource;
import dev.landfall.replicator.extension.PartSettings;
import dev.landfall.replicator.extension.SourceRequest;
import dev.landfall.replicator.failure.ReplicationException;
import dev.landfall.replicator.pipeline.ExtensionSourceConfig;
import dev.landfall.replicator.pipeline.PipelineTable;
import dev.landfall.replicator.source.hdfs.HdfsSource;
import dev.landfall.replicator.source.jdbc.HivePartitionSource;
import dev.landfall.replicator.source.jdbc.JdbcSessions;
import dev.landfall.replicator.source.jdbc.JdbcSource;
import java.time.Clock;

/** Opens what the pipeline says; tables of one connection share its session. Used by one thread. */
public final class SourcesByKind implements SourceOpener {
    private final JdbcSessions sessions = new JdbcSessions();
    private final Clock clock;

    public SourcesByKind(Clock clock) {
        this.clock = clock;
    }

    @Override
    public DeltaSource open(PipelineTable table, PartSettings settings) {
        return table.source()
                .choose(
                        jdbc -> new JdbcSource(table.spec().target(), jdbc, settings, sessions.of(jdbc.connection())),
                        partitions -> new HivePartitionSource(
                                table.spec().target(), partitions, settings, sessions.of(partitions.connection())),
                        hdfs -> HdfsSource.open(table.spec().target(), hdfs, settings, clock),
                        kafka -> HdfsSource.open(table.spec().target(), kafka, settings),
                        own -> open(table.spec().target(), own, settings));
    }

    private static DeltaSource open(TableId table, ExtensionSourceConfig own, PartSettings settings) {
        try {
            return own.extension().open(new SourceRequest(table, own.settings(), own.format(), settings));
        } catch (IllegalArgumentException e) {
            throw ReplicationException.configuration(
                    "Table " + table + ", extension " + own.extension().name() + ": " + e.getMessage());
        }
    }

    /** How many queries were asked of databases. */
    public long queries() {
        return sessions.queries();
    }

    @Override
    public void close() {
        sessions.close();
    }
}
