/** On a schedule, what the events missed is found and healed. */
@NullMarked
package dev.landfall.sweeper;

import org.jspecify.annotations.NullMarked;
