/** One decision for every failure: again, later, never, or somebody must act. */
@NullMarked
package dev.landfall.core.failure;

import org.jspecify.annotations.NullMarked;
