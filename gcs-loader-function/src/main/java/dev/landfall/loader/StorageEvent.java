package dev.landfall.loader;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.landfall.core.ledger.LandedObject;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The data of {@code google.cloud.storage.object.v1.finalized}: JSON in which 64-bit numbers are text. */
final class StorageEvent {
    private StorageEvent() {}

    /** @throws IllegalArgumentException if the event is not of this form, and so never will be */
    static LandedObject object(CloudEvent event) {
        @Nullable CloudEventData data = event.getData();
        if (data == null) {
            throw new IllegalArgumentException("Event " + event.getId() + " has no data");
        }
        try {
            JsonObject json = JsonParser.parseString(new String(data.toBytes(), StandardCharsets.UTF_8))
                    .getAsJsonObject();
            return new LandedObject(
                    json.get("bucket").getAsString(),
                    json.get("name").getAsString(),
                    json.get("generation").getAsLong(),
                    json.has("size") ? json.get("size").getAsLong() : 0,
                    json.has("crc32c") ? json.get("crc32c").getAsString() : null);
        } catch (JsonParseException | NullPointerException | IllegalStateException | NumberFormatException e) {
            throw new IllegalArgumentException(
                    "Event " + event.getId() + " of type " + event.getType() + " does not describe an object", e);
        }
    }
}
