@NullMarked
package dev.landfall.core.batch;

import org.jspecify.annotations.NullMarked;
