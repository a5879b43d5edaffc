/**
 * Convergence, by machine. {@link dev.landfall.endtoend.convergence.HistoryGenerator} makes up what a source did,
 * {@link dev.landfall.endtoend.convergence.LastWriterWins} says what a target must hold after it, and
 * {@link dev.landfall.endtoend.convergence.Schedule} delivers it as badly as a cloud may.
 */
@NullMarked
package dev.landfall.endtoend.convergence;

import org.jspecify.annotations.NullMarked;
