package dev.landfall.localcloud.bigquery.load;

import dev.landfall.localcloud.bigquery.schema.Field;

/**
 * A column of a file.
 *
 * @param field as BigQuery sees it
 * @param sql the DuckDB expression that yields it, in DuckDB's type for the field
 */
record SourceColumn(Field field, String sql) {}
