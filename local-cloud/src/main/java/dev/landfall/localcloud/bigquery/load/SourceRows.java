package dev.landfall.localcloud.bigquery.load;

import java.util.List;

/**
 * A file, opened.
 *
 * @param relation what to select the columns from
 */
record SourceRows(String relation, List<SourceColumn> columns) {}
