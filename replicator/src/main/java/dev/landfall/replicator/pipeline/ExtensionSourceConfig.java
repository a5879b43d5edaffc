package dev.landfall.replicator.pipeline;

import dev.landfall.replicator.extension.SourceExtension;
import dev.landfall.replicator.format.RowFormat;
import java.util.Map;
import java.util.function.Function;

/**
 * A source of the user's own.
 *
 * @param settings of its block
 * @param format of the parts
 */
public record ExtensionSourceConfig(SourceExtension extension, Map<String, String> settings, RowFormat format)
        implements SourceConfig {
    public ExtensionSourceConfig {
        settings = Map.copyOf(settings);
    }

    @Override
    public String route() {
        return "extension " + extension.name() + ", " + format.word() + " parts";
    }

    @Override
    public <T> T choose(
            Function<JdbcSourceConfig, T> jdbc,
            Function<PartitionSourceConfig, T> partitions,
            Function<HdfsSourceConfig, T> hdfs,
            Function<KafkaSourceConfig, T> kafka,
            Function<ExtensionSourceConfig, T> own) {
        return own.apply(this);
    }
}
