/** {@code landfall demo}: from real HDFS and Hive to merged rows, compared row by row. */
@NullMarked
package dev.landfall.endtoend.demo;

import org.jspecify.annotations.NullMarked;
