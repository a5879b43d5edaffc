/** Where changes come from. */
@NullMarked
package dev.landfall.replicator.source;

import org.jspecify.annotations.NullMarked;
