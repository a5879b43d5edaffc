@NullMarked
package dev.landfall.core.failure;

import org.jspecify.annotations.NullMarked;
