package dev.landfall.merger;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.landfall.core.table.TableId;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The data of {@code google.cloud.pubsub.topic.v1.messagePublished} on the merge topic. */
final class MergeMessage {
    private MergeMessage() {}

    /** @throws IllegalArgumentException if the event is not of this form, and so never will be */
    static TableId table(CloudEvent event) {
        @Nullable CloudEventData data = event.getData();
        if (data == null) {
            throw new IllegalArgumentException("Event " + event.getId() + " has no data");
        }
        try {
            JsonObject attributes = JsonParser.parseString(new String(data.toBytes(), StandardCharsets.UTF_8))
                    .getAsJsonObject()
                    .getAsJsonObject("message")
                    .getAsJsonObject("attributes");
            return TableId.of(
                    attributes.get("dataset").getAsString(),
                    attributes.get("table").getAsString());
        } catch (JsonParseException | NullPointerException | IllegalStateException | ClassCastException e) {
            throw new IllegalArgumentException(
                    "Event " + event.getId() + " of type " + event.getType() + " names no table", e);
        }
    }
}
