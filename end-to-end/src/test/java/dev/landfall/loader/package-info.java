/** The loader function over ports of the test's choice. */
@NullMarked
package dev.landfall.loader;

import org.jspecify.annotations.NullMarked;
