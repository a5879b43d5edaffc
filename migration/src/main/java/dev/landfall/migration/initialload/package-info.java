/** The first rows of a table: noted, copied, read, written into the target, and handed over to the deltas. */
@NullMarked
package dev.landfall.migration.initialload;

import org.jspecify.annotations.NullMarked;
