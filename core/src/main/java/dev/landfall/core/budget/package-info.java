/**
 * How many load jobs may still be made: pure arithmetic, of which the ledger keeps two numbers per table and per shard of
 * the project.
 *
 * <p><b>Why a leaky meter and no counters per hour.</b> BigQuery refills its quota of load jobs over a rolling day. A
 * meter that drains at three quarters of the quota per day and holds at most the other quarter admits, in any day
 * whatever its beginning, at most {@code quarter + three quarters} of it: a bound that follows from two numbers in one
 * document and needs no history. The fuller the meter, the longer lone files wait for company, so jobs grow slower than
 * files long before anything is refused.
 */
@NullMarked
package dev.landfall.core.budget;

import org.jspecify.annotations.NullMarked;
