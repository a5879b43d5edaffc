package dev.landfall.localcloud.events;

import com.google.gson.JsonObject;
import dev.landfall.localcloud.http.ApiException;
import dev.landfall.localcloud.http.Request;
import dev.landfall.localcloud.http.Response;
import dev.landfall.localcloud.http.Router;
import java.util.Locale;

/**
 * Steers the delivery over HTTP, for tests and demonstrations outside of this JVM: under {@code /_local/events}, which
 * is no path of the real service.
 */
public final class EventControlApi {
    private static final String EVENTS = "/_local/events";

    private final EventDelivery delivery;
    private final StorageEvents events;

    private EventControlApi(EventDelivery delivery, StorageEvents events) {
        this.delivery = delivery;
        this.events = events;
    }

    public static Router addTo(Router router, EventDelivery delivery, StorageEvents events) {
        EventControlApi api = new EventControlApi(delivery, events);
        return router.on("GET", EVENTS, request -> api.stats())
                .on("POST", EVENTS + "/redeliver", api::redeliver)
                .on("POST", EVENTS + "/hold", request -> api.hold())
                .on("POST", EVENTS + "/release", api::release);
    }

    private Response stats() {
        DeliveryStats stats = delivery.stats();
        JsonObject json = new JsonObject();
        json.addProperty("delivered", stats.delivered());
        json.addProperty("retried", stats.retried());
        json.addProperty("pending", stats.pending());
        json.addProperty("dropped", stats.dropped());
        json.addProperty("held", delivery.isHeld());
        return Response.json(json);
    }

    private Response redeliver(Request request) {
        events.redeliver(required(request, "bucket"), required(request, "name"));
        return stats();
    }

    private Response hold() {
        delivery.hold();
        return stats();
    }

    private Response release(Request request) {
        delivery.release(order(request.query("order").orElse("arrival")));
        return stats();
    }

    private static ReleaseOrder order(String text) {
        try {
            return ReleaseOrder.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw ApiException.invalid("Invalid value for order: '" + text + "'. Use 'arrival' or 'reverse'.");
        }
    }

    private static String required(Request request, String name) {
        return request.query(name)
                .orElseThrow(() -> new ApiException(400, "required", "Required parameter: " + name));
    }
}
