@NullMarked
package dev.landfall.loader;

import org.jspecify.annotations.NullMarked;
