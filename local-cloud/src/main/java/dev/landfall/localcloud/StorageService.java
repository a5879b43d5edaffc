package dev.landfall.localcloud;

import dev.landfall.localcloud.events.EventControlApi;
import dev.landfall.localcloud.events.EventDelivery;
import dev.landfall.localcloud.events.RetryPolicy;
import dev.landfall.localcloud.events.StorageEvents;
import dev.landfall.localcloud.fault.Faults;
import dev.landfall.localcloud.fault.FaultsApi;
import dev.landfall.localcloud.fault.RestFaults;
import dev.landfall.localcloud.http.LoopbackHttpServer;
import dev.landfall.localcloud.http.Router;
import dev.landfall.localcloud.storage.ObjectStore;
import dev.landfall.localcloud.storage.StorageApi;
import dev.landfall.localcloud.time.TimeSource;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;

/** Cloud Storage, the events of its buckets, and the control paths for both, on one port. */
final class StorageService implements AutoCloseable {
    private final ObjectStore objects;
    private final EventDelivery delivery;
    private final StorageEvents events;
    private final LoopbackHttpServer server;

    private StorageService(
            ObjectStore objects, EventDelivery delivery, StorageEvents events, LoopbackHttpServer server) {
        this.objects = objects;
        this.delivery = delivery;
        this.events = events;
        this.server = server;
    }

    static StorageService start(
            int port, String location, DataFolder folder, RetryPolicy retries, TimeSource time, Faults faults)
            throws IOException {
        ObjectStore objects = folder.stays()
                ? ObjectStore.keep(Clock.systemUTC(), folder.path().resolve("storage"))
                : ObjectStore.open(Clock.systemUTC(), Optional.of(folder.path()));
        Router router = StorageApi.addTo(new Router(), objects, location);
        LoopbackHttpServer server;
        try {
            server = LoopbackHttpServer.start("cloud-storage", port, router, new RestFaults(faults, "storage"));
        } catch (IOException e) {
            objects.close();
            throw e;
        }
        EventDelivery delivery = EventDelivery.start(retries, time, faults);
        StorageEvents events = new StorageEvents(delivery, objects, "http://127.0.0.1:" + server.port());
        objects.onFinalize(events);
        EventControlApi.addTo(router, delivery, events);
        FaultsApi.addTo(router, faults);
        return new StorageService(objects, delivery, events, server);
    }

    ObjectStore objects() {
        return objects;
    }

    EventDelivery delivery() {
        return delivery;
    }

    StorageEvents events() {
        return events;
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
        delivery.close();
        objects.close();
    }
}
