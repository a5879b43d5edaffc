@NullMarked
package dev.landfall.localcloud.fault;

import org.jspecify.annotations.NullMarked;
