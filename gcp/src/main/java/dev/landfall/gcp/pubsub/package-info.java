/** The merge topic in Pub/Sub. */
@NullMarked
package dev.landfall.gcp.pubsub;

import org.jspecify.annotations.NullMarked;
