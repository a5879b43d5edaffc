/** One run over the tables of a pipeline. */
@NullMarked
package dev.landfall.replicator.run;

import org.jspecify.annotations.NullMarked;
