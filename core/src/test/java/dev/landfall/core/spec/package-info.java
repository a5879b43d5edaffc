@NullMarked
package dev.landfall.core.spec;

import org.jspecify.annotations.NullMarked;
