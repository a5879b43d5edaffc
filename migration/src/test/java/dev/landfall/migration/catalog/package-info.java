@NullMarked
package dev.landfall.migration.catalog;

import org.jspecify.annotations.NullMarked;
