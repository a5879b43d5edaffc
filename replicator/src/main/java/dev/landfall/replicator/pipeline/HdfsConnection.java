package dev.landfall.replicator.pipeline;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A Hadoop file system.
 *
 * @param configuration folder with core-site.xml and hdfs-site.xml; null if the URI says all
 */
public record HdfsConnection(String name, URI uri, @Nullable Path configuration) {}
