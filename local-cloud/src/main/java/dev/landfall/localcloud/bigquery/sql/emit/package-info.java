/** The resolved tree of a statement, written as DuckDB SQL. */
@NullMarked
package dev.landfall.localcloud.bigquery.sql.emit;

import org.jspecify.annotations.NullMarked;
