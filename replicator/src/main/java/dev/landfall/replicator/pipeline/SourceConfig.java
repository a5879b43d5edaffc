package dev.landfall.replicator.pipeline;

import java.util.function.Function;

/** Where a table's changes come from. */
public sealed interface SourceConfig
        permits JdbcSourceConfig, PartitionSourceConfig, HdfsSourceConfig, KafkaSourceConfig, ExtensionSourceConfig {

    /** From where and in which way, for people. */
    String route();

    /** Answers by kind; a new kind is a new argument here. */
    <T> T choose(
            Function<JdbcSourceConfig, T> jdbc,
            Function<PartitionSourceConfig, T> partitions,
            Function<HdfsSourceConfig, T> hdfs,
            Function<KafkaSourceConfig, T> kafka,
            Function<ExtensionSourceConfig, T> own);

    /** Answers by kind where only tables and directories matter. */
    default <T> T choose(
            Function<JdbcSourceConfig, T> jdbc,
            Function<PartitionSourceConfig, T> partitions,
            Function<HdfsSourceConfig, T> hdfs,
            Function<SourceConfig, T> others) {
        return choose(jdbc, partitions, hdfs, others::apply, others::apply);
    }
}
