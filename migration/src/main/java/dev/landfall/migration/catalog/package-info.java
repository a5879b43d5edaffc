/** What Hive has, and the reviewed plan of what becomes of it in BigQuery. */
@NullMarked
package dev.landfall.migration.catalog;

import org.jspecify.annotations.NullMarked;
