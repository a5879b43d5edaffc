package dev.landfall.endtoend.convergence;

import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;

/**
 * An event on its way to a function.
 *
 * @param attempt from 1
 */
record Delivery(Kind kind, String eventId, String body, String about, int attempt) {
    Delivery(Kind kind, String eventId, String body, String about) {
        this(kind, eventId, body, about, 1);
    }

    enum Kind {
        /** An object was finalized: for the loader. */
        EVENT,
        /** A table has staged rows: for the merger. */
        MESSAGE,
        /** The schedule says that it is time. */
        SWEEP
    }

    /** The same event, delivered once more. */
    Delivery again() {
        return new Delivery(kind, eventId, body, about, attempt + 1);
    }

    CloudEvent event() {
        CloudEventData data = () -> body.getBytes(StandardCharsets.UTF_8);
        String type = kind == Kind.MESSAGE
                ? "google.cloud.pubsub.topic.v1.messagePublished"
                : "google.cloud.storage.object.v1.finalized";
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
        return kind + " " + eventId + " of " + about;
    }
}
