/** Everything together on a laptop: the local run, the demo, the tests and benchmarks of the whole pipeline. */
@NullMarked
package dev.landfall.endtoend;

import org.jspecify.annotations.NullMarked;
