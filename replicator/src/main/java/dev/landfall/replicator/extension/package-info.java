/** Sources and formats of the user's own, from jars in a folder; {@code docs/extensions.md} is the guide. */
@NullMarked
package dev.landfall.replicator.extension;

import org.jspecify.annotations.NullMarked;
