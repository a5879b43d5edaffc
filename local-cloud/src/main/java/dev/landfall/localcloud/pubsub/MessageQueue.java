package dev.landfall.localcloud.pubsub;

import com.google.pubsub.v1.PubsubMessage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one subscription that are not acknowledged: waiting, or handed out until a deadline. Time passes for
 * it only when it is called. Thread-safe.
 */
final class MessageQueue {
    private record Waiting(PubsubMessage message, int attempts, Instant since, long turn) {}

    private record HandedOut(PubsubMessage message, int attempts, Instant deadline) {}

    private final Clock clock;
    private final Duration retention;
    private final PriorityQueue<Waiting> waiting =
            new PriorityQueue<>(Comparator.comparing(Waiting::since).thenComparingLong(Waiting::turn));
    private final Map<String, HandedOut> handedOut = new HashMap<>();
    private long turns;

    MessageQueue(Clock clock, Duration retention) {
        this.clock = clock;
        this.retention = retention;
    }

    synchronized void add(PubsubMessage message) {
        enqueue(message, 0, Duration.ZERO);
    }

    /** Puts a message in line that was handed out before. */
    synchronized void restore(PubsubMessage message, int attempts) {
        enqueue(message, attempts, Duration.ZERO);
    }

    /** Hands messages out; who gets them must acknowledge before the deadline, or they come again. */
    synchronized List<Delivery> take(int atMost, Duration ackDeadline) {
        Instant now = clock.instant();
        List<Delivery> deliveries = new ArrayList<>();
        while (deliveries.size() < atMost && isDue(waiting.peek(), now)) {
            Waiting next = waiting.remove();
            if (!isOutdated(next.message(), now)) {
                String ackId = UUID.randomUUID().toString();
                int attempt = next.attempts() + 1;
                handedOut.put(ackId, new HandedOut(next.message(), attempt, now.plus(ackDeadline)));
                deliveries.add(new Delivery(ackId, next.message(), attempt));
            }
        }
        return deliveries;
    }

    /**
     * Drops messages, and tells the ids of those that were dropped: a late acknowledgement, of a delivery whose deadline
     * has passed, does nothing.
     */
    synchronized List<String> acknowledge(Collection<String> ackIds) {
        return ackIds.stream()
                .map(handedOut::remove)
                .filter(Objects::nonNull)
                .map(out -> out.message().getMessageId())
                .toList();
    }

    synchronized void extend(Collection<String> ackIds, Duration fromNow) {
        Instant deadline = clock.instant().plus(fromNow);
        ackIds.forEach(ackId ->
                handedOut.computeIfPresent(ackId, (id, out) -> new HandedOut(out.message(), out.attempts(), deadline)));
    }

    /** Takes back a delivery that is still out, to be given again or dead-lettered. */
    synchronized Optional<Delivery> takeBack(String ackId) {
        return Optional.ofNullable(handedOut.remove(ackId))
                .map(out -> new Delivery(ackId, out.message(), out.attempts()));
    }

    /** Takes back every delivery whose deadline has passed. */
    synchronized List<Delivery> takeBackOverdue() {
        Instant now = clock.instant();
        List<Delivery> overdue = new ArrayList<>();
        Iterator<Map.Entry<String, HandedOut>> entries = handedOut.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<String, HandedOut> entry = entries.next();
            HandedOut out = entry.getValue();
            if (!out.deadline().isAfter(now)) {
                overdue.add(new Delivery(entry.getKey(), out.message(), out.attempts()));
                entries.remove();
            }
        }
        return overdue;
    }

    /** Puts a delivery that was taken back in line again. */
    synchronized void again(Delivery delivery, Duration after) {
        enqueue(delivery.message(), delivery.attempt(), after);
    }

    synchronized boolean isHandedOut(String ackId) {
        return handedOut.containsKey(ackId);
    }

    /** How long from now until a message or a deadline becomes due, unless messages are due already. */
    synchronized Optional<Duration> untilNextChange() {
        Instant now = clock.instant();
        Waiting next = waiting.peek();
        Stream<Instant> due = next == null || isDue(next, now) ? Stream.empty() : Stream.of(next.since());
        Stream<Instant> deadlines = handedOut.values().stream().map(HandedOut::deadline);
        return Stream.concat(due, deadlines)
                .min(Comparator.naturalOrder())
                .map(instant -> Duration.between(now, instant));
    }

    private void enqueue(PubsubMessage message, int attempts, Duration time) {
        waiting.add(new Waiting(message, attempts, clock.instant().plus(time), turns++));
    }

    private static boolean isDue(@Nullable Waiting next, Instant now) {
        return next != null && !next.since().isAfter(now);
    }

    private boolean isOutdated(PubsubMessage message, Instant now) {
        Instant published = Instant.ofEpochSecond(
                message.getPublishTime().getSeconds(), message.getPublishTime().getNanos());
        return now.isAfter(published.plus(retention));
    }
}
