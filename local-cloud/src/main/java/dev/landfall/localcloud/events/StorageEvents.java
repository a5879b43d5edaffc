package dev.landfall.localcloud.events;

import dev.landfall.localcloud.http.ApiException;
import dev.landfall.localcloud.storage.ObjectListener;
import dev.landfall.localcloud.storage.ObjectStore;
import dev.landfall.localcloud.storage.ResourceJson;
import dev.landfall.localcloud.storage.StoredObject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

/** Turns new generations of objects into {@code google.cloud.storage.object.v1.finalized} events. */
public final class StorageEvents implements ObjectListener {
    private static final String FINALIZED = "google.cloud.storage.object.v1.finalized";

    private final EventDelivery delivery;
    private final ObjectStore objects;
    private final String origin;

    /** @param origin {@code scheme://host:port} of Cloud Storage, for the links in the events */
    public StorageEvents(EventDelivery delivery, ObjectStore objects, String origin) {
        this.delivery = delivery;
        this.objects = objects;
        this.origin = origin;
    }

    @Override
    public void finalized(StoredObject object) {
        delivery.publish(object.bucket(), event(object), () -> objects.told(object));
    }

    /** Delivers the event of the live generation once more, with the same id; 404 if there is no such object. */
    public void redeliver(String bucket, String name) {
        finalized(objects.find(bucket, name)
                .orElseThrow(() -> ApiException.notFound("No such object: " + bucket + "/" + name)));
    }

    private CloudEvent event(StoredObject object) {
        return new CloudEvent(
                id(object),
                FINALIZED,
                "//storage.googleapis.com/projects/_/buckets/" + object.bucket(),
                "objects/" + object.name(),
                object.created(),
                Map.of("bucket", object.bucket()),
                ResourceJson.of(object, origin).toString());
    }

    /** The same for every delivery of one generation, so that nothing needs to be remembered to deliver it again. */
    private static String id(StoredObject object) {
        String generation = object.bucket() + "\n" + object.name() + "\n" + object.generation();
        return UUID.nameUUIDFromBytes(generation.getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
