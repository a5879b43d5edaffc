/** The arithmetic of watermark windows: pure values, no clock, no database. */
@NullMarked
package dev.landfall.replicator.window;

import org.jspecify.annotations.NullMarked;
