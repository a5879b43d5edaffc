@NullMarked
package dev.landfall.endtoend.tpch;

import org.jspecify.annotations.NullMarked;
