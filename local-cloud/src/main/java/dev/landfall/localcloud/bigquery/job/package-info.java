/** Jobs: ids that are used once, states, errors and the threads that run them. */
@NullMarked
package dev.landfall.localcloud.bigquery.job;

import org.jspecify.annotations.NullMarked;
