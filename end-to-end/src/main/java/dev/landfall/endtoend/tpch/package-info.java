/** The demo's source: TPC-H tables in a real Hive, that change. */
@NullMarked
package dev.landfall.endtoend.tpch;

import org.jspecify.annotations.NullMarked;
