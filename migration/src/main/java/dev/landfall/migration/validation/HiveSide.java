package dev.landfall.migration.validation;

import dev.landfall.replicator.pipeline.Dialect;
import dev.landfall.replicator.pipeline.JdbcConnection;
import dev.landfall.replicator.pipeline.PipelineTable;
import dev.landfall.replicator.pipeline.SourceTableName;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The Hive table that a target comes from.
 *
 * @param watermark its column; null if it is read by partitions
 * @param overlap how far below its watermark rows may still appear
 */
record HiveSide(
        JdbcConnection connection,
        SourceTableName table,
        @Nullable String watermark,
        Duration overlap) {
    /** Empty for files, and for databases whose SQL no digest was written for. */
    static Optional<HiveSide> of(PipelineTable table) {
        Optional<HiveSide> side = table.source()
                .choose(
                        jdbc -> Optional.of(new HiveSide(
                                jdbc.connection(),
                                jdbc.table(),
                                jdbc.watermark().value(),
                                jdbc.windows().overlap())),
                        partitions -> Optional.of(
                                new HiveSide(partitions.connection(), partitions.table(), null, Duration.ZERO)),
                        files -> Optional.empty(),
                        uris -> Optional.empty());
        return side.filter(hive -> hive.connection().dialect().equals(Dialect.HIVE));
    }

    String quoted() {
        return Dialect.HIVE.quoted(table);
    }
}
