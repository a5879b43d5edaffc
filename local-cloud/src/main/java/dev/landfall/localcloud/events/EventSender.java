package dev.landfall.localcloud.events;

import java.net.URI;
import java.util.concurrent.CompletableFuture;

/** Makes one attempt to deliver. */
@FunctionalInterface
interface EventSender {
    /** Completes with the receiver's HTTP status, or exceptionally if there was no answer. */
    CompletableFuture<Integer> send(URI receiver, CloudEvent event);
}
