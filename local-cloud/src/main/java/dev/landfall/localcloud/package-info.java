/**
 * A local cloud in one JVM: Cloud Storage, BigQuery, Firestore and Pub/Sub over the services' own wire protocols,
 * on loopback only. It knows nothing of Landfall; any project may use it.
 */
@NullMarked
package dev.landfall.localcloud;

import org.jspecify.annotations.NullMarked;
