/** The two sides of a validation: which engine, which table, which columns. */
@NullMarked
package dev.landfall.migration.validation.side;

import org.jspecify.annotations.NullMarked;
