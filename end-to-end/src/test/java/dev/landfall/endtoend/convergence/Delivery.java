package dev.landfall.endtoend.convergence;

import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;

/**
 * An event on its way to a function.
 *
 * @param merge true for a message to the merge function, false for an object's event to the loader
 * @param attempt from 1
 */
record Delivery(boolean merge, String eventId, String body, String about, int attempt) {
    Delivery(boolean merge, String eventId, String body, String about) {
        this(merge, eventId, body, about, 1);
    }

    /** The same event, delivered once more. */
    Delivery again() {
        return new Delivery(merge, eventId, body, about, attempt + 1);
    }

    CloudEvent event() {
        CloudEventData data = () -> body.getBytes(StandardCharsets.UTF_8);
        String type = merge ? "google.cloud.pubsub.topic.v1.messagePublished" : "google.cloud.storage.object.v1.finalized";
        return (CloudEvent) Proxy.newProxyInstance(
                CloudEvent.class.getClassLoader(),
                new Class<?>[] {CloudEvent.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getId" -> eventId;
                    case "getType" -> type;
                    case "getData" -> data;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    @Override
    public String toString() {
        return (merge ? "message " : "event ") + eventId + " of " + about;
    }
}
