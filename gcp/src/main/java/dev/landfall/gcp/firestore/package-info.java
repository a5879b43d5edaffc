/** The ledger's documents in Firestore (Native mode): {@code files}, {@code batches}, {@code tables}, {@code counters}. */
@NullMarked
package dev.landfall.gcp.firestore;

import org.jspecify.annotations.NullMarked;
