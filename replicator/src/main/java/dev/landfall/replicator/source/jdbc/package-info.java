/** Tables behind JDBC, Hive and Impala among them, read by a watermark column. */
@NullMarked
package dev.landfall.replicator.source.jdbc;

import org.jspecify.annotations.NullMarked;
