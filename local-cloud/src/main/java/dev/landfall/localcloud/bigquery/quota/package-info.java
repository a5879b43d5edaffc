/**
 * What makes jobs wait or fail for the service's sake: daily and short-term quotas, the queue of DML per table, and
 * imposed latency. All of it is off unless asked for.
 */
@NullMarked
package dev.landfall.localcloud.bigquery.quota;

import org.jspecify.annotations.NullMarked;
