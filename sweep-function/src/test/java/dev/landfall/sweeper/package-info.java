@NullMarked
package dev.landfall.sweeper;

import org.jspecify.annotations.NullMarked;
