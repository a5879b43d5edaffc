/** What a local cloud with a data folder still knows after it was killed. */
@NullMarked
package dev.landfall.localcloud.restart;

import org.jspecify.annotations.NullMarked;
