/** Query jobs: scripts run statement by statement, results kept for paging, rows in the REST encoding. */
@NullMarked
package dev.landfall.localcloud.bigquery.query;

import org.jspecify.annotations.NullMarked;
