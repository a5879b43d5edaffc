/** Google's analyzer, set to BigQuery's dialect, and the catalog that it sees. */
@NullMarked
package dev.landfall.localcloud.bigquery.sql.analyzer;

import org.jspecify.annotations.NullMarked;
