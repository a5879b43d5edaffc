/** Load jobs: files of Cloud Storage become rows of one table, all of them or none. */
@NullMarked
package dev.landfall.localcloud.bigquery.load;

import org.jspecify.annotations.NullMarked;
