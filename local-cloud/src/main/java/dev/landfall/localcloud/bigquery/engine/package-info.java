/** The DuckDB database below the local BigQuery: sessions, transactions, sizes of tables. */
@NullMarked
package dev.landfall.localcloud.bigquery.engine;

import org.jspecify.annotations.NullMarked;
