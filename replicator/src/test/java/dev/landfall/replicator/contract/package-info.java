/** What every source and every format must keep; extend a class here to hold one of your own to it. */
@NullMarked
package dev.landfall.replicator.contract;

import org.jspecify.annotations.NullMarked;
