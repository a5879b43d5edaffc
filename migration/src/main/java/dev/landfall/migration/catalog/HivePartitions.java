package dev.landfall.migration.catalog;

import dev.landfall.replicator.pipeline.SourceTableName;
import java.util.List;

/** What the metastore alone knows of partitions. */
public interface HivePartitions {

    /** The partitions of a partitioned table as folders are named: {@code dt=2026-01-01/region=eu}. */
    List<String> partitions(SourceTableName table);

    /** The folder of one partition, which may lie anywhere. */
    String location(SourceTableName table, String partition);
}
