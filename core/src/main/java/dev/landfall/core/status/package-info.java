/**
 * What an operator asks of the ledger (how fresh is each table, what waits, what failed and why), and one log line per
 * transition in the shape that Cloud Logging reads.
 */
@NullMarked
package dev.landfall.core.status;

import org.jspecify.annotations.NullMarked;
