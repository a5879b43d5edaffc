@NullMarked
package dev.landfall.migration.validation;

import org.jspecify.annotations.NullMarked;
