@NullMarked
package dev.landfall.endtoend.demo;

import org.jspecify.annotations.NullMarked;
