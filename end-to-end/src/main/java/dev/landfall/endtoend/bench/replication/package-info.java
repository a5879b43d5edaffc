/** Measurements of the replicator, each beside what limits it. */
@NullMarked
package dev.landfall.endtoend.bench.replication;

import org.jspecify.annotations.NullMarked;
