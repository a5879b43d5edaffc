/** Cloud Storage: the JSON API over objects on the local disk. */
@NullMarked
package dev.landfall.localcloud.storage;

import org.jspecify.annotations.NullMarked;
