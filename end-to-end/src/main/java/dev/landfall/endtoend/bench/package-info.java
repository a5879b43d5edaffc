/** Benchmarks of the whole pipeline on the local cloud, each against what it is compared with, in one run. */
@NullMarked
package dev.landfall.endtoend.bench;

import org.jspecify.annotations.NullMarked;
