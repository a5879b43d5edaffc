/** The replicator against a real Hive. */
@NullMarked
package dev.landfall.endtoend.hive;

import org.jspecify.annotations.NullMarked;
