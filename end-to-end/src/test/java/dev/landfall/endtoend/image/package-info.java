@NullMarked
package dev.landfall.endtoend.image;

import org.jspecify.annotations.NullMarked;
