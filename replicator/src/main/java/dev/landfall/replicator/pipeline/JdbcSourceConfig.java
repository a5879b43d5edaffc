package dev.landfall.replicator.pipeline;

import dev.landfall.replicator.format.PartFormat;
import dev.landfall.replicator.window.WindowRule;
import java.util.function.Function;

/**
 * A table read by its watermark column.
 *
 * @param watermark a TIMESTAMP column that every insert and update sets
 * @param format of the parts
 */
public record JdbcSourceConfig(
        JdbcConnection connection, SourceTableName table, SourceName watermark, WindowRule windows, PartFormat format)
        implements SourceConfig {

    @Override
    public String route() {
        return connection.dialect().name() + " " + connection.name() + ":" + table + " by " + watermark + ", "
                + format.extension() + " parts";
    }

    @Override
    public <T> T choose(
            Function<JdbcSourceConfig, T> jdbc,
            Function<PartitionSourceConfig, T> partitions,
            Function<HdfsSourceConfig, T> hdfs,
            Function<KafkaSourceConfig, T> kafka) {
        return jdbc.apply(this);
    }
}
