package dev.landfall.localcloud.pubsub;

import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.Topic;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What a journal says is there: topics, subscriptions, and the messages that nobody has acknowledged. */
final class KeptBroker {
    /** @param attempts how often it was handed out in vain */
    record Message(PubsubMessage message, int attempts) {}

    /** A subscription with its messages by id, in the order of their publication. */
    static final class Backlog {
        private final Map<String, Message> messages = new LinkedHashMap<>();
        private Subscription resource;

        private Backlog(Subscription resource) {
            this.resource = resource;
        }

        Subscription resource() {
            return resource;
        }

        Collection<Message> messages() {
            return messages.values();
        }
    }

    private final Map<String, Topic> topics = new LinkedHashMap<>();
    private final Map<String, Backlog> subscriptions = new LinkedHashMap<>();

    Collection<Topic> topics() {
        return topics.values();
    }

    Collection<Backlog> subscriptions() {
        return subscriptions.values();
    }

    /** Repeats one change. */
    void replay(byte[] change) {
        try {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(change));
            replay(BrokerJournal.Kind.valueOf(in.readUTF()), in);
        } catch (IOException e) {
            throw new UncheckedIOException("The journal of Pub/Sub holds what this version does not understand", e);
        }
    }

    private void replay(BrokerJournal.Kind kind, DataInputStream in) throws IOException {
        switch (kind) {
            case TOPIC -> {
                Topic topic = Topic.parseFrom(in);
                topics.put(topic.getName(), topic);
            }
            case TOPIC_DELETED -> topics.remove(in.readUTF());
            case SUBSCRIPTION -> {
                Subscription resource = Subscription.parseFrom(in);
                subscriptions.computeIfAbsent(resource.getName(), name -> new Backlog(resource)).resource = resource;
            }
            case SUBSCRIPTION_DELETED -> subscriptions.remove(in.readUTF());
            case PUBLISHED -> published(in);
            case GONE -> {
                Backlog backlog = subscriptions.get(in.readUTF());
                List<String> ids = readNames(in);
                if (backlog != null) {
                    backlog.messages.keySet().removeAll(ids);
                }
            }
            case ATTEMPTS -> {
                Backlog backlog = subscriptions.get(in.readUTF());
                String id = in.readUTF();
                int attempts = in.readInt();
                if (backlog != null) {
                    backlog.messages.computeIfPresent(id, (same, known) -> new Message(known.message(), attempts));
                }
            }
        }
    }

    private void published(DataInputStream in) throws IOException {
        List<String> receivers = readNames(in);
        PubsubMessage message = PubsubMessage.parseDelimitedFrom(in);
        while (message != null) {
            for (String receiver : receivers) {
                Backlog backlog = subscriptions.get(receiver);
                if (backlog != null) {
                    backlog.messages.put(message.getMessageId(), new Message(message, 0));
                }
            }
            message = PubsubMessage.parseDelimitedFrom(in);
        }
    }

    private static List<String> readNames(DataInputStream in) throws IOException {
        int count = in.readInt();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add(in.readUTF());
        }
        return names;
    }

    /** The state after all that was replayed. */
    void writeTo(Consumer<byte[]> changes) {
        BrokerJournal journal = new BrokerJournal(changes::accept);
        topics.values().forEach(journal::topic);
        subscriptions.forEach((name, backlog) -> {
            journal.subscription(backlog.resource);
            for (Message kept : backlog.messages.values()) {
                journal.published(List.of(name), List.of(kept.message()));
                if (kept.attempts() > 0) {
                    journal.attempts(name, kept.message().getMessageId(), kept.attempts());
                }
            }
        });
    }
}
