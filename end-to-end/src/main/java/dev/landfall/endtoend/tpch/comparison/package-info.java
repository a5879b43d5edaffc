/** Compares a table in Hive with a table in BigQuery, row by row, in bounded memory. */
@NullMarked
package dev.landfall.endtoend.tpch.comparison;

import org.jspecify.annotations.NullMarked;
