@NullMarked
package dev.landfall.endtoend.process;

import org.jspecify.annotations.NullMarked;
