/** Tables as Landfall knows them: names that cannot be illegal, specs, and column types. */
@NullMarked
package dev.landfall.core.table;

import org.jspecify.annotations.NullMarked;
