@NullMarked
package dev.landfall.migration.validation.canonical;

import org.jspecify.annotations.NullMarked;
