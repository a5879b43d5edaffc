/** Keys of a source table as sorted byte strings: to find out which of them are gone, in bounded memory. */
@NullMarked
package dev.landfall.replicator.keys;

import org.jspecify.annotations.NullMarked;
