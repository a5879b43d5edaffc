/**
 * Firestore in Native mode over its gRPC API, for the unchanged Google clients.
 *
 * <p>The pieces, from below: {@link dev.landfall.localcloud.firestore.DocumentStore} keeps every document as a chain of
 * versions by commit time, so that reads are consistent snapshots that take no lock; a
 * {@link dev.landfall.localcloud.firestore.Draft} is the content of one commit while it is computed;
 * {@link dev.landfall.localcloud.firestore.Isolation} decides whether a transaction may commit;
 * {@link dev.landfall.localcloud.firestore.QueryPlan} evaluates queries; {@link
 * dev.landfall.localcloud.firestore.ListenStream} sends differences between snapshots.
 */
@NullMarked
package dev.landfall.localcloud.firestore;

import org.jspecify.annotations.NullMarked;
