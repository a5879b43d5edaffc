/**
 * Pub/Sub over its gRPC API, for the unchanged Google clients; push goes out as Eventarc sends it. Messages are
 * delivered at least once and in no promised order. A {@link dev.landfall.localcloud.pubsub.MessageQueue} is the state
 * of one subscription; push, pull and streaming pull are three ways to empty it.
 */
@NullMarked
package dev.landfall.localcloud.pubsub;

import org.jspecify.annotations.NullMarked;
