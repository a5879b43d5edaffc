@NullMarked
package dev.landfall.gcp.storage;

import org.jspecify.annotations.NullMarked;
