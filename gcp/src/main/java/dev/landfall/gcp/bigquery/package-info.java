/** The warehouse on BigQuery's jobs and tables. */
@NullMarked
package dev.landfall.gcp.bigquery;

import org.jspecify.annotations.NullMarked;
