@NullMarked
package dev.landfall.core.merge;

import org.jspecify.annotations.NullMarked;
