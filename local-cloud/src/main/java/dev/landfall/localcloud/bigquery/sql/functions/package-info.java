/** BigQuery's scalar functions where DuckDB's differ, in Java, called by DuckDB. */
@NullMarked
package dev.landfall.localcloud.bigquery.sql.functions;

import org.jspecify.annotations.NullMarked;
