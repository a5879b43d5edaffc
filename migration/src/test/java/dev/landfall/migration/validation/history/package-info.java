@NullMarked
package dev.landfall.migration.validation.history;

import org.jspecify.annotations.NullMarked;
