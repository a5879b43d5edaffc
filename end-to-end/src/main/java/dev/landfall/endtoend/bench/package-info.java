/** Measurements of the whole pipeline and its parts, by {@code landfall bench}. */
@NullMarked
package dev.landfall.endtoend.bench;

import org.jspecify.annotations.NullMarked;
