/** What earlier validations found, and whether a table is ready for the cutover. */
@NullMarked
package dev.landfall.migration.validation.history;

import org.jspecify.annotations.NullMarked;
