/** Rows into Avro and Parquet parts: bounded memory, the same bytes for the same rows. */
@NullMarked
package dev.landfall.replicator.format;

import org.jspecify.annotations.NullMarked;
