/** The state database: watermarks, deltas, uploads, shipped files. */
@NullMarked
package dev.landfall.replicator.state;

import org.jspecify.annotations.NullMarked;
