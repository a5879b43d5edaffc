/** An object finalized in the landing bucket becomes a complete staging table. */
@NullMarked
package dev.landfall.loader;

import org.jspecify.annotations.NullMarked;
