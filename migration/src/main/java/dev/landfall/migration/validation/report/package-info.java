/** Validation reports as text, JSON and HTML. */
@NullMarked
package dev.landfall.migration.validation.report;

import org.jspecify.annotations.NullMarked;
