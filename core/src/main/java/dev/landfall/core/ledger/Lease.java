package dev.landfall.core.ledger;

import dev.landfall.core.table.TableId;

/**
 * Proof of a claim on a table's next step.
 *
 * @param holder the event that works: its redelivery takes the lease over at once, so a dead holder delays nothing
 * @param token grows with every grant; a write with an older one is refused
 */
public record Lease(TableId table, LeaseKind kind, String holder, long token) {}
