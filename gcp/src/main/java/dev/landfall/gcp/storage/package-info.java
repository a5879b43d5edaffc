/** The landing bucket in Cloud Storage, over its JSON API. */
@NullMarked
package dev.landfall.gcp.storage;

import org.jspecify.annotations.NullMarked;
