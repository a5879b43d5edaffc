@NullMarked
package dev.landfall.endtoend.tpch.comparison;

import org.jspecify.annotations.NullMarked;
