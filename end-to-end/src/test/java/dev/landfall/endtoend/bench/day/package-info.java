@NullMarked
package dev.landfall.endtoend.bench.day;

import org.jspecify.annotations.NullMarked;
