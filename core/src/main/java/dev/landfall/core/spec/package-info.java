/** Where a table's spec comes from. */
@NullMarked
package dev.landfall.core.spec;

import org.jspecify.annotations.NullMarked;
