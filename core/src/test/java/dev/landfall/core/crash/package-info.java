/** Death between any two side effects, on purpose. */
@NullMarked
package dev.landfall.core.crash;

import org.jspecify.annotations.NullMarked;
