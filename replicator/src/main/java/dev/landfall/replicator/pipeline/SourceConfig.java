package dev.landfall.replicator.pipeline;

import java.util.function.Function;

/** Where a table's changes come from. */
public sealed interface SourceConfig permits JdbcSourceConfig, PartitionSourceConfig, HdfsSourceConfig, KafkaSourceConfig {

    /** From where and in which way, for people. */
    String route();

    /** Answers by kind; a new kind is a new argument here. */
    <T> T choose(
            Function<JdbcSourceConfig, T> jdbc,
            Function<PartitionSourceConfig, T> partitions,
            Function<HdfsSourceConfig, T> hdfs,
            Function<KafkaSourceConfig, T> kafka);
}
