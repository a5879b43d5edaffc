/** Logging in by keytab. */
@NullMarked
package dev.landfall.replicator.source.kerberos;

import org.jspecify.annotations.NullMarked;
