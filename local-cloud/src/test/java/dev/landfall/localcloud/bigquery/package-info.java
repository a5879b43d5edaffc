/** The local BigQuery through Google's own client, over the wire. */
@NullMarked
package dev.landfall.localcloud.bigquery;

import org.jspecify.annotations.NullMarked;
