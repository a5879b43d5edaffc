@NullMarked
package dev.landfall.endtoend.laptop;

import org.jspecify.annotations.NullMarked;
