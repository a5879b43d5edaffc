@NullMarked
package dev.landfall.core.warehouse;

import org.jspecify.annotations.NullMarked;
