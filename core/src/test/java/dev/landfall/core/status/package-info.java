@NullMarked
package dev.landfall.core.status;

import org.jspecify.annotations.NullMarked;
