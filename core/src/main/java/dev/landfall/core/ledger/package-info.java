/**
 * What has been seen, where it stands, what failed and why.
 *
 * <p>{@link dev.landfall.core.ledger.Ledger} holds every rule: legal transitions, leases, fencing.
 * {@link dev.landfall.core.ledger.LedgerStore} is the port to a document database with serializable transactions.
 */
@NullMarked
package dev.landfall.core.ledger;

import org.jspecify.annotations.NullMarked;
