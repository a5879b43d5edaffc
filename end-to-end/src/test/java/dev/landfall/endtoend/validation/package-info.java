@NullMarked
package dev.landfall.endtoend.validation;

import org.jspecify.annotations.NullMarked;
