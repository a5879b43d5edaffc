@NullMarked
package dev.landfall.migration.validation.side;

import org.jspecify.annotations.NullMarked;
