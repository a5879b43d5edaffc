package dev.landfall.replicator.pipeline;

import dev.landfall.replicator.format.RowFormat;
import dev.landfall.replicator.window.WindowRule;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A table read by its watermark column.
 *
 * @param watermark a TIMESTAMP column that every insert and update sets
 * @param format of the parts
 * @param keyComparison finds deleted rows; null if nobody asked for it
 */
public record JdbcSourceConfig(
        JdbcConnection connection,
        SourceTableName table,
        SourceName watermark,
        WindowRule windows,
        RowFormat format,
        @Nullable KeyComparison keyComparison)
        implements SourceConfig {

    /** Without a comparison of keys. */
    public JdbcSourceConfig(
            JdbcConnection connection,
            SourceTableName table,
            SourceName watermark,
            WindowRule windows,
            RowFormat format) {
        this(connection, table, watermark, windows, format, null);
    }

    @Override
    public String route() {
        return connection.dialect().name() + " " + connection.name() + ":" + table + " by " + watermark + ", "
                + format.word() + " parts"
                + (keyComparison == null ? "" : ", deletions by comparing keys every " + keyComparison.every());
    }

    @Override
    public <T> T choose(
            Function<JdbcSourceConfig, T> jdbc,
            Function<PartitionSourceConfig, T> partitions,
            Function<HdfsSourceConfig, T> hdfs,
            Function<KafkaSourceConfig, T> kafka,
            Function<ExtensionSourceConfig, T> own) {
        return jdbc.apply(this);
    }
}
