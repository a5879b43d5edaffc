/**
 * What the events miss: objects whose event never came, work whose holder died, tables that nobody needs any more.
 *
 * <p>{@link dev.landfall.core.sweep.Sweep} compares bucket, ledger and staging dataset and heals every difference by the
 * steps that events take, so it may run at any time, die at any place, and run twice at once.
 */
@NullMarked
package dev.landfall.core.sweep;

import org.jspecify.annotations.NullMarked;
