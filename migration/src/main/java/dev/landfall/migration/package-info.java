/** A migration's beginning and its proof; each step is a package: catalog, initial load, validation. */
@NullMarked
package dev.landfall.migration;

import org.jspecify.annotations.NullMarked;
