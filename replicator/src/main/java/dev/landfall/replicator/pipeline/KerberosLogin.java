package dev.landfall.replicator.pipeline;

import java.nio.file.Path;

/**
 * Who a connection logs in as.
 *
 * @param principal {@code name@REALM} or {@code name/host@REALM}
 * @param keytab file with its key; as good as a password
 */
public record KerberosLogin(String principal, Path keytab) {}
