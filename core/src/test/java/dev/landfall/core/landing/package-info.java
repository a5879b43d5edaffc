@NullMarked
package dev.landfall.core.landing;

import org.jspecify.annotations.NullMarked;
