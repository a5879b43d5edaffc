/** The statements of a validation as text: one builder, two dialects. */
@NullMarked
package dev.landfall.migration.validation.sql;

import org.jspecify.annotations.NullMarked;
