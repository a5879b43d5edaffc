/** {@code INFORMATION_SCHEMA}: views of datasets, tables, partitions, keys and jobs, made when a statement reads them. */
@NullMarked
package dev.landfall.localcloud.bigquery.informationschema;

import org.jspecify.annotations.NullMarked;
