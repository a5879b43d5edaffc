package dev.landfall.localcloud.pubsub;

import com.google.pubsub.v1.PubsubMessage;

/**
 * One message handed out once.
 *
 * @param ackId names this very delivery
 * @param attempt how often the message was handed out by now, from 1
 */
record Delivery(String ackId, PubsubMessage message, int attempt) {}
