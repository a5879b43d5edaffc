package dev.landfall.localcloud.pubsub;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.pubsub.v1.PubsubMessage;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Base64;

/**
 * A message as Eventarc posts it to a function: a CloudEvent in binary mode. Source of the shape: {@code
 * google/events/cloud/pubsub/v1/data.proto} of googleapis/google-cloudevents.
 */
final class PushEnvelope {
    private static final Gson GSON = new Gson();

    private PushEnvelope() {}

    static HttpRequest.Builder request(String endpoint, SubscriptionSettings subscription, Delivery delivery) {
        PubsubMessage message = delivery.message();
        return HttpRequest.newBuilder(URI.create(endpoint))
                .header("Content-Type", "application/json")
                .header("ce-id", message.getMessageId())
                .header("ce-specversion", "1.0")
                .header("ce-type", "google.cloud.pubsub.topic.v1.messagePublished")
                .header("ce-source", "//pubsub.googleapis.com/" + subscription.topic())
                .header("ce-time", publishTime(message))
                .POST(HttpRequest.BodyPublishers.ofString(body(subscription, delivery)));
    }

    static String body(SubscriptionSettings subscription, Delivery delivery) {
        JsonObject body = new JsonObject();
        body.add("message", message(delivery.message()));
        body.addProperty("subscription", subscription.name().toString());
        if (subscription.deadLetter().isPresent()) {
            body.addProperty("deliveryAttempt", delivery.attempt());
        }
        return GSON.toJson(body);
    }

    private static JsonObject message(PubsubMessage message) {
        JsonObject json = new JsonObject();
        json.addProperty(
                "data", Base64.getEncoder().encodeToString(message.getData().toByteArray()));
        if (message.getAttributesCount() > 0) {
            json.add("attributes", GSON.toJsonTree(message.getAttributesMap()));
        }
        json.addProperty("messageId", message.getMessageId());
        json.addProperty("publishTime", publishTime(message));
        if (!message.getOrderingKey().isEmpty()) {
            json.addProperty("orderingKey", message.getOrderingKey());
        }
        return json;
    }

    static String publishTime(PubsubMessage message) {
        return DateTimeFormatter.ISO_INSTANT.format(Instant.ofEpochSecond(
                message.getPublishTime().getSeconds(), message.getPublishTime().getNanos()));
    }
}
