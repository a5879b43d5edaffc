/** Folds complete staging tables into their target. */
@NullMarked
package dev.landfall.merger;

import org.jspecify.annotations.NullMarked;
