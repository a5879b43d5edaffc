package dev.landfall.replicator.pipeline;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A Hadoop file system.
 *
 * @param configuration folder with core-site.xml and hdfs-site.xml; null if the URI says all
 * @param kerberos null to be who the process is, with the ticket that it has
 */
public record HdfsConnection(
        String name,
        URI uri,
        @Nullable Path configuration,
        @Nullable KerberosLogin kerberos) {

    /** Without a login of its own. */
    public HdfsConnection(String name, URI uri, @Nullable Path configuration) {
        this(name, uri, configuration, null);
    }
}
