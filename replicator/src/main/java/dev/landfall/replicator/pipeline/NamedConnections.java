package dev.landfall.replicator.pipeline;

import java.util.Map;

/** The connections of a pipeline file, by name. */
public record NamedConnections(Map<String, HiveConnection> hive, Map<String, HdfsConnection> hdfs) {
    public NamedConnections {
        hive = Map.copyOf(hive);
        hdfs = Map.copyOf(hdfs);
    }
}
