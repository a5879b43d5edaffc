/** The merge function over ports of the test's choice. */
@NullMarked
package dev.landfall.merger;

import org.jspecify.annotations.NullMarked;
