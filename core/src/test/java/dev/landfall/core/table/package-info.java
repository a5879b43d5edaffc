@NullMarked
package dev.landfall.core.table;

import org.jspecify.annotations.NullMarked;
