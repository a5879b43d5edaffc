@NullMarked
package dev.landfall.merger;

import org.jspecify.annotations.NullMarked;
