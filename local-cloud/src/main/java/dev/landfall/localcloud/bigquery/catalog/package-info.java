/** Datasets and tables: their metadata, kept in the same database and the same transactions as their rows. */
@NullMarked
package dev.landfall.localcloud.bigquery.catalog;

import org.jspecify.annotations.NullMarked;
