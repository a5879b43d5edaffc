/** Values to GoogleSQL text; no client, no input or output. Identifiers come as types that quote themselves. */
@NullMarked
package dev.landfall.core.sql;

import org.jspecify.annotations.NullMarked;
