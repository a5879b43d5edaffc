/** The whole of Landfall on one machine: the local cloud, the two functions in the real invoker, Hive on request. */
@NullMarked
package dev.landfall.endtoend.laptop;

import org.jspecify.annotations.NullMarked;
