/** Everything that may lie in a landing bucket and should not: each ends in a final state, and its siblings go on. */
@NullMarked
package dev.landfall.endtoend.hostile;

import org.jspecify.annotations.NullMarked;
