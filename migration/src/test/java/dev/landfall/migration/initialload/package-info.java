@NullMarked
package dev.landfall.migration.initialload;

import org.jspecify.annotations.NullMarked;
