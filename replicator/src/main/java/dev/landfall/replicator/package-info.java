/** The replicator's command and its main class. */
@NullMarked
package dev.landfall.replicator;

import org.jspecify.annotations.NullMarked;
