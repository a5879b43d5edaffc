/** One text per value and one digest per row, the same in Java, HiveQL and GoogleSQL. */
@NullMarked
package dev.landfall.migration.validation.canonical;

import org.jspecify.annotations.NullMarked;
