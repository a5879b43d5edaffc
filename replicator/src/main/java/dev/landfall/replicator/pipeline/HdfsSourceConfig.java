package dev.landfall.replicator.pipeline;

import dev.landfall.core.table.FileFormat;
import java.time.Duration;
import java.util.function.Function;

/**
 * A directory whose files are shipped as they are.
 *
 * @param directory absolute path
 * @param format of its files
 * @param quiet how long a file must not have changed before it is shipped
 * @param successRequired whether nothing is shipped before the directory holds {@code _SUCCESS}
 */
public record HdfsSourceConfig(
        HdfsConnection connection, String directory, FileFormat format, Duration quiet, boolean successRequired)
        implements SourceConfig {

    @Override
    public String route() {
        return "hdfs " + connection.name() + ":" + directory + ", " + format.word() + " files as they are";
    }

    @Override
    public <T> T choose(
            Function<JdbcSourceConfig, T> jdbc,
            Function<PartitionSourceConfig, T> partitions,
            Function<HdfsSourceConfig, T> hdfs,
            Function<KafkaSourceConfig, T> kafka,
            Function<ExtensionSourceConfig, T> own) {
        return hdfs.apply(this);
    }
}
