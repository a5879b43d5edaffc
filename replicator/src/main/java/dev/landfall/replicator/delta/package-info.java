/** What one run found changed, and the parts that carry it. Pure values and ports. */
@NullMarked
package dev.landfall.replicator.delta;

import org.jspecify.annotations.NullMarked;
