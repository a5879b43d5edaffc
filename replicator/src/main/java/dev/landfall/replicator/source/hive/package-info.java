/** Hive and Impala tables read through JDBC by a watermark column. */
@NullMarked
package dev.landfall.replicator.source.hive;

import org.jspecify.annotations.NullMarked;
