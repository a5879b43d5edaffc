package dev.landfall.localcloud.pubsub;

import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.Subscription;
import dev.landfall.localcloud.pubsub.SubscriptionSettings.DeadLetter;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;

/** One subscription at work: its queue, its deadlines, and those who wait for its messages. Thread-safe. */
final class ActiveSubscription implements AutoCloseable {
    /** Where messages go that were delivered too often; false if it would not take one. */
    interface DeadLetterOffice {
        boolean accept(DeadLetter policy, SubscriptionSettings source, Delivery delivery);
    }

    private final MessageQueue queue;
    private final BrokerJournal journal;
    private final DeadLetterOffice deadLetters;
    private final Backoff pushBackoff;
    private final Alarm alarm;
    private final List<Runnable> consumers = new CopyOnWriteArrayList<>();
    private volatile boolean open = true;
    private volatile Subscription resource;
    private volatile SubscriptionSettings settings;

    /**
     * @param journal told of what the queue loses
     * @param pushBackoff between attempts to push, if the subscription has no retry policy of its own
     */
    ActiveSubscription(
            Subscription resource,
            BrokerJournal journal,
            Clock clock,
            ScheduledExecutorService timer,
            Backoff pushBackoff,
            DeadLetterOffice deadLetters) {
        this.settings = SubscriptionSettings.of(resource);
        this.resource = resource;
        this.journal = journal;
        this.queue = new MessageQueue(clock, settings.retention());
        this.deadLetters = deadLetters;
        this.pushBackoff = pushBackoff;
        this.alarm = new Alarm(timer, this::expire);
    }

    Subscription resource() {
        return resource;
    }

    SubscriptionSettings settings() {
        return settings;
    }

    synchronized void replace(Subscription changed) {
        journal.subscription(changed);
        settings = settings.withPushEndpoint(
                SubscriptionSettings.endpoint(changed.getPushConfig().getPushEndpoint()));
        resource = changed;
        changed();
    }

    /** Takes over what an earlier run left. */
    void restore(Collection<KeptBroker.Message> kept) {
        kept.forEach(message -> queue.restore(message.message(), message.attempts()));
        changed();
    }

    void add(PubsubMessage message) {
        queue.add(message);
        changed();
    }

    List<Delivery> take(int atMost, Duration ackDeadline) {
        if (!open) {
            return List.of();
        }
        List<Delivery> deliveries = queue.take(atMost, ackDeadline);
        queue.untilNextChange().ifPresent(alarm::ringWithin);
        return deliveries;
    }

    void acknowledge(Collection<String> ackIds) {
        journal.gone(resource.getName(), queue.acknowledge(ackIds));
        consumers.forEach(Runnable::run);
    }

    /** A deadline of zero gives the message back at once. */
    void modifyDeadline(Collection<String> ackIds, int seconds) {
        if (seconds < 0 || seconds > 600) {
            throw Refusal.invalid(
                    "Invalid ack deadline given (ackDeadlineSeconds=" + seconds + "): it must be between 0 and 600.");
        }
        if (seconds > 0) {
            queue.extend(ackIds, Duration.ofSeconds(seconds));
        } else {
            ackIds.forEach(ackId -> queue.takeBack(ackId).ifPresent(this::deliverAgain));
        }
        changed();
    }

    boolean isHandedOut(String ackId) {
        return queue.isHandedOut(ackId);
    }

    /** False once it is deleted. */
    boolean isOpen() {
        return open;
    }

    /** @param consumer called whenever there may be messages to take or room for more; it must not block */
    void addConsumer(Runnable consumer) {
        consumers.add(consumer);
        consumer.run();
    }

    void removeConsumer(Runnable consumer) {
        consumers.remove(consumer);
    }

    @Override
    public void close() {
        open = false;
        alarm.cancel();
        consumers.forEach(Runnable::run);
        consumers.clear();
    }

    private void expire() {
        queue.takeBackOverdue().forEach(this::deliverAgain);
        changed();
    }

    private void deliverAgain(Delivery delivery) {
        Optional<DeadLetter> policy = settings.deadLetter();
        boolean last = policy.isPresent() && delivery.attempt() >= policy.get().maxAttempts();
        String id = delivery.message().getMessageId();
        if (last && deadLetters.accept(policy.get(), settings, delivery)) {
            journal.gone(resource.getName(), List.of(id));
        } else {
            journal.attempts(resource.getName(), id, delivery.attempt());
            queue.again(delivery, backoff().after(delivery.attempt()));
        }
    }

    private Backoff backoff() {
        Backoff otherwise = settings.pushEndpoint().isPresent() ? pushBackoff : Backoff.NONE;
        return settings.retryPolicy().orElse(otherwise);
    }

    private void changed() {
        queue.untilNextChange().ifPresent(alarm::ringWithin);
        consumers.forEach(Runnable::run);
    }
}
