@NullMarked
package dev.landfall.endtoend;

import org.jspecify.annotations.NullMarked;
