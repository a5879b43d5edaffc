@NullMarked
package dev.landfall.cli;

import org.jspecify.annotations.NullMarked;
