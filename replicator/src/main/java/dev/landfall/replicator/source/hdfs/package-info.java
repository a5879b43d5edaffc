/** Directories of HDFS whose complete files are shipped as they are. */
@NullMarked
package dev.landfall.replicator.source.hdfs;

import org.jspecify.annotations.NullMarked;
