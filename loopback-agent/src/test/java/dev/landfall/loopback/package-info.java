@NullMarked
package dev.landfall.loopback;

import org.jspecify.annotations.NullMarked;
