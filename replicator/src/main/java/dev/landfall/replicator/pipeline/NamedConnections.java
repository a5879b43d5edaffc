package dev.landfall.replicator.pipeline;

import java.util.Map;

/** The connections of a pipeline file, by name. */
public record NamedConnections(Map<String, JdbcConnection> databases, Map<String, HdfsConnection> hdfs) {
    public NamedConnections {
        databases = Map.copyOf(databases);
        hdfs = Map.copyOf(hdfs);
    }
}
