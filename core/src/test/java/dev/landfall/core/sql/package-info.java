@NullMarked
package dev.landfall.core.sql;

import org.jspecify.annotations.NullMarked;
