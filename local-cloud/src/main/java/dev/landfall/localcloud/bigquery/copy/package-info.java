/** Copy jobs. */
@NullMarked
package dev.landfall.localcloud.bigquery.copy;

import org.jspecify.annotations.NullMarked;
