/** What an operator asks of the ledger: how fresh is each table, what waits, what failed and why. */
@NullMarked
package dev.landfall.core.status;

import org.jspecify.annotations.NullMarked;
