/**
 * What a source is, Landfall's or the user's own, and the sources and formats in jars of a folder; {@code docs/extensions.md} is
 * the guide.
 */
@NullMarked
package dev.landfall.replicator.extension;

import org.jspecify.annotations.NullMarked;
