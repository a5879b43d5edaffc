/** Keeps a server that has no bind-address setting of its own on the loopback interface. */
@NullMarked
package dev.landfall.loopback;

import org.jspecify.annotations.NullMarked;
