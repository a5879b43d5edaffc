package dev.landfall.replicator.pipeline;

import dev.landfall.core.table.FileFormat;
import java.util.function.Function;

/**
 * A topic whose messages are URIs of files, which are shipped as they are.
 *
 * @param files where the files are
 * @param format of the files
 */
public record KafkaSourceConfig(KafkaConnection connection, String topic, HdfsConnection files, FileFormat format)
        implements SourceConfig {

    @Override
    public String route() {
        return "kafka " + connection.name() + ":" + topic + ", " + format.word() + " files of " + files.name()
                + " as they are";
    }

    @Override
    public <T> T choose(
            Function<JdbcSourceConfig, T> jdbc,
            Function<PartitionSourceConfig, T> partitions,
            Function<HdfsSourceConfig, T> hdfs,
            Function<KafkaSourceConfig, T> kafka,
            Function<ExtensionSourceConfig, T> own) {
        return kafka.apply(this);
    }
}
