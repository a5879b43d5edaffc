@NullMarked
package dev.landfall.localcloud;

import org.jspecify.annotations.NullMarked;
