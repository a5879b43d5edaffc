/** The time that services go by: the machine's, a faster one, or one that a test moves on. */
@NullMarked
package dev.landfall.localcloud.time;

import org.jspecify.annotations.NullMarked;
