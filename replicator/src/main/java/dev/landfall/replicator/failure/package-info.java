/** What can go wrong in a replication and which exit code says so. */
@NullMarked
package dev.landfall.replicator.failure;

import org.jspecify.annotations.NullMarked;
