package dev.landfall.replicator.pipeline;

import java.util.function.Function;

/** Where a table's changes come from. */
public sealed interface SourceConfig permits JdbcSourceConfig, HdfsSourceConfig {

    /** Answers by kind; a new kind is a new argument here. */
    <T> T choose(Function<JdbcSourceConfig, T> hive, Function<HdfsSourceConfig, T> hdfs);
}
