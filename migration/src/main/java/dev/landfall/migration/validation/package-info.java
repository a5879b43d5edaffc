/** The proof that a target equals its source: counts and digests inside both engines, narrowed to keys where they differ. */
@NullMarked
package dev.landfall.migration.validation;

import org.jspecify.annotations.NullMarked;
