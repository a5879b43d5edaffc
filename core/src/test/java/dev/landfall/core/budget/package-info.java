@NullMarked
package dev.landfall.core.budget;

import org.jspecify.annotations.NullMarked;
