@NullMarked
package dev.landfall.core.ledger;

import org.jspecify.annotations.NullMarked;
