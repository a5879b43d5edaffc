@NullMarked
package dev.landfall.localcloud.storage;

import org.jspecify.annotations.NullMarked;
