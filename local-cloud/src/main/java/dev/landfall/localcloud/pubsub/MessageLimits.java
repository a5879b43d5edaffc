package dev.landfall.localcloud.pubsub;

import com.google.common.base.Utf8;
import com.google.pubsub.v1.PubsubMessage;

/** What the service asks of a message. Source: "Quotas and limits" of the Pub/Sub documentation. */
final class MessageLimits {
    private static final int MAX_MESSAGE_BYTES = 10_000_000;
    private static final int MAX_ATTRIBUTES = 100;
    private static final int MAX_KEY_BYTES = 256;
    private static final int MAX_VALUE_BYTES = 1024;

    private MessageLimits() {}

    static void check(PubsubMessage message) {
        if (!message.getOrderingKey().isEmpty()) {
            throw Refusal.unimplemented("ordering keys");
        }
        if (message.getData().isEmpty() && message.getAttributesCount() == 0) {
            throw Refusal.invalid("Some messages are invalid: a message must have data or at least one attribute.");
        }
        if (message.getSerializedSize() > MAX_MESSAGE_BYTES) {
            throw Refusal.invalid("A message is larger than " + MAX_MESSAGE_BYTES + " bytes.");
        }
        if (message.getAttributesCount() > MAX_ATTRIBUTES) {
            throw Refusal.invalid("A message has more than " + MAX_ATTRIBUTES + " attributes.");
        }
        message.getAttributesMap().forEach((key, value) -> {
            if (key.isEmpty() || Utf8.encodedLength(key) > MAX_KEY_BYTES) {
                throw Refusal.invalid("An attribute's key must have 1 to " + MAX_KEY_BYTES + " bytes: " + key);
            }
            if (Utf8.encodedLength(value) > MAX_VALUE_BYTES) {
                throw Refusal.invalid(
                        "The value of attribute " + key + " is longer than " + MAX_VALUE_BYTES + " bytes.");
            }
        });
    }
}
