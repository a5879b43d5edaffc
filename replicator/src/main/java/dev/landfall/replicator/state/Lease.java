package dev.landfall.replicator.state;

import dev.landfall.core.table.TableId;

/**
 * A claim on one table, renewed in the background until it is given up. A replica that dies gives it up by not renewing
 * it.
 *
 * @param token greater than that of every earlier holder; the state database refuses the steps of one that lost its
 *     lease
 */
public record Lease(TableId table, String holder, long token) {}
