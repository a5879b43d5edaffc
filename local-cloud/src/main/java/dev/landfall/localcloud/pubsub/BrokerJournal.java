package dev.landfall.localcloud.pubsub;

import com.google.protobuf.MessageLite;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.Topic;
import dev.landfall.localcloud.journal.Journal;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Collection;
import java.util.List;

/** Notes what the broker changes, in the form that {@link KeptBroker} reads. Thread-safe. */
final class BrokerJournal {
    /** Its name begins a change. */
    enum Kind {
        TOPIC,
        TOPIC_DELETED,
        SUBSCRIPTION,
        SUBSCRIPTION_DELETED,
        PUBLISHED,
        GONE,
        ATTEMPTS
    }

    @FunctionalInterface
    private interface Content {
        void writeTo(DataOutputStream out) throws IOException;
    }

    private final Journal journal;

    BrokerJournal(Journal journal) {
        this.journal = journal;
    }

    void topic(Topic topic) {
        append(Kind.TOPIC, topic::writeTo);
    }

    void topicDeleted(String name) {
        append(Kind.TOPIC_DELETED, out -> out.writeUTF(name));
    }

    /** One that is new, or that has changed; its messages stay. */
    void subscription(Subscription subscription) {
        append(Kind.SUBSCRIPTION, subscription::writeTo);
    }

    void subscriptionDeleted(String name) {
        append(Kind.SUBSCRIPTION_DELETED, out -> out.writeUTF(name));
    }

    /** All messages, each to all subscriptions. */
    void published(Collection<String> subscriptions, List<PubsubMessage> messages) {
        append(Kind.PUBLISHED, out -> {
            writeNames(subscriptions, out);
            for (MessageLite message : messages) {
                message.writeDelimitedTo(out);
            }
        });
    }

    /** Acknowledged, or dead-lettered. */
    void gone(String subscription, Collection<String> messageIds) {
        if (!messageIds.isEmpty()) {
            append(Kind.GONE, out -> {
                out.writeUTF(subscription);
                writeNames(messageIds, out);
            });
        }
    }

    /** How often a message was handed out in vain. */
    void attempts(String subscription, String messageId, int attempts) {
        append(Kind.ATTEMPTS, out -> {
            out.writeUTF(subscription);
            out.writeUTF(messageId);
            out.writeInt(attempts);
        });
    }

    private static void writeNames(Collection<String> names, DataOutputStream out) throws IOException {
        out.writeInt(names.size());
        for (String name : names) {
            out.writeUTF(name);
        }
    }

    private void append(Kind kind, Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(kind.name());
            content.writeTo(out);
        } catch (IOException e) {
            throw new IllegalStateException("Memory takes everything", e);
        }
        journal.append(bytes.toByteArray());
    }
}
