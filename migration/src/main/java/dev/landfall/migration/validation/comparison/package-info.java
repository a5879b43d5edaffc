/** Compares two sides: partitions, then buckets of keys, then keys. */
@NullMarked
package dev.landfall.migration.validation.comparison;

import org.jspecify.annotations.NullMarked;
