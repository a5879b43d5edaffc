/** A real HDFS and a real HiveServer2, with its metastore, in one JVM and on loopback only. */
@NullMarked
package dev.landfall.hivesandbox;

import org.jspecify.annotations.NullMarked;
