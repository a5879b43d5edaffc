/**
 * A day of arrivals on a virtual clock: Landfall's own intake, ledger, planner, budget and merger, with a warehouse that
 * only takes its time.
 */
@NullMarked
package dev.landfall.endtoend.bench.day;

import org.jspecify.annotations.NullMarked;
