@NullMarked
package dev.landfall.migration.validation.sql;

import org.jspecify.annotations.NullMarked;
