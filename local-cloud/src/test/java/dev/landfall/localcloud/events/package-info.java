@NullMarked
package dev.landfall.localcloud.events;

import org.jspecify.annotations.NullMarked;
