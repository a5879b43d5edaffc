/**
 * GoogleSQL for the local BigQuery: text goes through Google's own analyzer, and the resolved tree becomes DuckDB SQL.
 * Nothing here executes a statement or keeps a table; what is not translated exactly is refused by name.
 */
@NullMarked
package dev.landfall.localcloud.bigquery.sql;

import org.jspecify.annotations.NullMarked;
