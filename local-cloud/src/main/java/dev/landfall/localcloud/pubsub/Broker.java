package dev.landfall.localcloud.pubsub;

import com.google.protobuf.Timestamp;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.Topic;
import dev.landfall.localcloud.pubsub.SubscriptionSettings.DeadLetter;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Logger;

/** All topics and subscriptions; carries a published message to every subscription of its topic. Thread-safe. */
final class Broker {
    private static final Logger LOG = Logger.getLogger(Broker.class.getName());
    /** What a subscription shows as its topic once that is deleted. */
    private static final String DELETED_TOPIC = "_deleted-topic_";

    private final BrokerJournal journal;
    private final Clock clock;
    private final ExecutorService threads;
    private final ScheduledExecutorService timer;
    private final Backoff pushBackoff;
    private final PushClient http;
    private final NavigableMap<String, Topic> topics = new ConcurrentSkipListMap<>();
    private final NavigableMap<String, ActiveSubscription> subscriptions = new ConcurrentSkipListMap<>();
    private final AtomicLong lastMessageId;

    Broker(
            Clock clock,
            ExecutorService threads,
            ScheduledExecutorService timer,
            Backoff pushBackoff,
            BrokerJournal journal) {
        this.journal = journal;
        this.clock = clock;
        this.threads = threads;
        this.timer = timer;
        this.pushBackoff = pushBackoff;
        this.lastMessageId = new AtomicLong(clock.millis() * 1000);
        this.http = new PushClient(threads);
    }

    /** Begins with what an earlier run left. */
    void restore(KeptBroker kept) {
        kept.topics().forEach(topic -> topics.put(topic.getName(), topic));
        for (KeptBroker.Backlog backlog : kept.subscriptions()) {
            ActiveSubscription subscription = active(backlog.resource());
            subscriptions.put(backlog.resource().getName(), subscription);
            subscription.restore(backlog.messages());
            backlog.messages()
                    .forEach(message -> lastMessageId.accumulateAndGet(
                            Long.parseLong(message.message().getMessageId()), Math::max));
            Pusher.attach(subscription, http, threads);
        }
    }

    synchronized Topic createTopic(Topic topic) {
        ResourceName name = ResourceName.topic(topic.getName());
        if (topic.hasSchemaSettings() || topic.hasIngestionDataSourceSettings()) {
            throw Refusal.unimplemented("schemas and ingestion of topics");
        }
        if (topic.getMessageTransformsCount() > 0) {
            throw Refusal.unimplemented("message transforms");
        }
        Topic stored = topic.toBuilder().setState(Topic.State.ACTIVE).build();
        if (topics.containsKey(topic.getName())) {
            throw Refusal.alreadyExists(name.id());
        }
        journal.topic(stored);
        topics.put(topic.getName(), stored);
        return stored;
    }

    Topic topic(String name) {
        Topic topic = topics.get(name);
        if (topic == null) {
            throw Refusal.notFound(ResourceName.topic(name).id());
        }
        return topic;
    }

    synchronized void deleteTopic(String name) {
        Topic topic = topic(name);
        journal.topicDeleted(name);
        topics.remove(name, topic);
        for (ActiveSubscription subscription : subscriptionsOf(name)) {
            subscription.replace(
                    subscription.resource().toBuilder().setTopic(DELETED_TOPIC).build());
        }
    }

    NavigableMap<String, Topic> topics() {
        return topics;
    }

    synchronized Subscription createSubscription(Subscription requested) {
        Subscription resource = requested.toBuilder()
                .setState(Subscription.State.ACTIVE)
                .setAckDeadlineSeconds(requested.getAckDeadlineSeconds() == 0 ? 10 : requested.getAckDeadlineSeconds())
                .build();
        ActiveSubscription subscription = active(resource);
        topic(requested.getTopic());
        if (subscriptions.containsKey(requested.getName())) {
            throw Refusal.alreadyExists(subscription.settings().name().id());
        }
        journal.subscription(resource);
        subscriptions.put(requested.getName(), subscription);
        Pusher.attach(subscription, http, threads);
        return resource;
    }

    private ActiveSubscription active(Subscription resource) {
        return new ActiveSubscription(resource, journal, clock, timer, pushBackoff, this::deadLetter);
    }

    ActiveSubscription subscription(String name) {
        ActiveSubscription subscription = subscriptions.get(name);
        if (subscription == null) {
            throw Refusal.notFound(ResourceName.subscription(name).id());
        }
        return subscription;
    }

    synchronized void deleteSubscription(String name) {
        ActiveSubscription subscription = subscription(name);
        journal.subscriptionDeleted(name);
        subscriptions.remove(name, subscription);
        subscription.close();
    }

    NavigableMap<String, ActiveSubscription> subscriptions() {
        return subscriptions;
    }

    List<ActiveSubscription> subscriptionsOf(String topic) {
        return subscriptions.values().stream()
                .filter(subscription -> subscription.resource().getTopic().equals(topic))
                .toList();
    }

    List<String> publish(String topic, List<PubsubMessage> messages) {
        topic(topic);
        messages.forEach(MessageLimits::check);
        List<ActiveSubscription> receivers = subscriptionsOf(topic);
        List<PubsubMessage> published = messages.stream().map(this::published).toList();
        publish(published, receivers);
        return published.stream().map(PubsubMessage::getMessageId).toList();
    }

    void close() {
        subscriptions.values().forEach(ActiveSubscription::close);
        http.close();
    }

    private PubsubMessage published(PubsubMessage message) {
        Instant now = clock.instant();
        return message.toBuilder()
                .setMessageId(Long.toString(lastMessageId.incrementAndGet()))
                .setPublishTime(
                        Timestamp.newBuilder().setSeconds(now.getEpochSecond()).setNanos(now.getNano()))
                .build();
    }

    private void publish(List<PubsubMessage> published, List<ActiveSubscription> receivers) {
        if (!receivers.isEmpty()) {
            journal.published(
                    receivers.stream()
                            .map(receiver -> receiver.resource().getName())
                            .toList(),
                    published);
        }
        published.forEach(message -> receivers.forEach(receiver -> receiver.add(message)));
    }

    private boolean deadLetter(DeadLetter policy, SubscriptionSettings source, Delivery delivery) {
        Optional<Topic> topic = Optional.ofNullable(topics.get(policy.topic().toString()));
        if (topic.isEmpty()) {
            LOG.warning(() -> "Dead letter topic " + policy.topic() + " of " + source.name() + " does not exist");
            return false;
        }
        PubsubMessage letter = delivery.message().toBuilder()
                .putAttributes("CloudPubSubDeadLetterSourceDeliveryCount", Integer.toString(delivery.attempt()))
                .putAttributes(
                        "CloudPubSubDeadLetterSourceSubscription", source.name().id())
                .putAttributes(
                        "CloudPubSubDeadLetterSourceSubscriptionProject",
                        source.name().project())
                .putAttributes(
                        "CloudPubSubDeadLetterSourceTopicPublishTime", PushEnvelope.publishTime(delivery.message()))
                .build();
        publish(List.of(published(letter)), subscriptionsOf(topic.get().getName()));
        return true;
    }
}
