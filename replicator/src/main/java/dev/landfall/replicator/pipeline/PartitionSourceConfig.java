package dev.landfall.replicator.pipeline;

import dev.landfall.replicator.format.RowFormat;
import java.util.function.Function;

/**
 * A Hive table without a watermark: partitions that were rewritten are read whole, the table being one partition if it
 * has none.
 *
 * @param snapshot whether any change makes a new snapshot of the whole table; else each partition is replaced alone
 */
public record PartitionSourceConfig(
        JdbcConnection connection, SourceTableName table, boolean snapshot, RowFormat format) implements SourceConfig {

    @Override
    public String route() {
        return connection.dialect().name() + " " + connection.name() + ":" + table
                + (snapshot ? " as a whole when it changed, " : " by partitions that changed, ") + format.word()
                + " parts";
    }

    @Override
    public <T> T choose(
            Function<JdbcSourceConfig, T> jdbc,
            Function<PartitionSourceConfig, T> partitions,
            Function<HdfsSourceConfig, T> hdfs,
            Function<KafkaSourceConfig, T> kafka,
            Function<ExtensionSourceConfig, T> own) {
        return partitions.apply(this);
    }
}
