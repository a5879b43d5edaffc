/** Tables as BigQuery describes them, and their names and types in DuckDB. */
@NullMarked
package dev.landfall.localcloud.bigquery.schema;

import org.jspecify.annotations.NullMarked;
