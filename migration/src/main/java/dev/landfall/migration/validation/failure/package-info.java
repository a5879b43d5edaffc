/** Why a comparison could not be made. */
@NullMarked
package dev.landfall.migration.validation.failure;

import org.jspecify.annotations.NullMarked;
