/** BigQuery REST v2: datasets, tables, jobs, loads and queries over one embedded DuckDB database. */
@NullMarked
package dev.landfall.localcloud.bigquery;

import org.jspecify.annotations.NullMarked;
