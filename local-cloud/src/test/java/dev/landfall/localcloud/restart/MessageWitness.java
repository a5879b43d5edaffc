package dev.landfall.localcloud.restart;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.pubsub.v1.AcknowledgeRequest;
import com.google.pubsub.v1.ModifyAckDeadlineRequest;
import com.google.pubsub.v1.PublishRequest;
import com.google.pubsub.v1.PublishResponse;
import com.google.pubsub.v1.PublisherGrpc;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.PullRequest;
import com.google.pubsub.v1.ReceivedMessage;
import com.google.pubsub.v1.SubscriberGrpc;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.Topic;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Messages published and acknowledged. */
final class MessageWitness implements Witness {
    private static final String TOPIC = "projects/" + ChildCloud.PROJECT + "/topics/jobs";
    private static final String SUBSCRIPTION = "projects/" + ChildCloud.PROJECT + "/subscriptions/workers";

    private final Set<String> owed = new HashSet<>();
    private final Set<String> inDoubt = new HashSet<>();
    /** Published by more than one call, so any number of copies may be there. */
    private final Set<String> copied = new HashSet<>();
    private final AtomicInteger acknowledged = new AtomicInteger();

    @Override
    public void prepare(ChildCloud cloud) {
        var topic = PublisherGrpc.newBlockingStub(cloud.pubSub())
                .createTopic(Topic.newBuilder().setName(TOPIC).build());
        var subscription = SubscriberGrpc.newBlockingStub(cloud.pubSub())
                .createSubscription(Subscription.newBuilder()
                        .setName(SUBSCRIPTION)
                        .setTopic(topic.getName())
                        .setAckDeadlineSeconds(600)
                        .build());
        assertThat(subscription.getTopic()).isEqualTo(TOPIC);
    }

    @Override
    public void write(ChildCloud cloud, Random random) throws Exception {
        if (random.nextBoolean()) {
            publish(cloud, random);
        } else {
            acknowledge(cloud, random);
        }
        inDoubt.clear();
        acknowledged.incrementAndGet();
    }

    private void publish(ChildCloud cloud, Random random) throws Exception {
        PublishRequest.Builder request = PublishRequest.newBuilder().setTopic(TOPIC);
        for (int i = 0; i <= random.nextInt(3); i++) {
            String text = Long.toHexString(random.nextLong());
            inDoubt.add(text);
            request.addMessages(PubsubMessage.newBuilder().setData(ByteString.copyFromUtf8(text)));
        }
        ChildCloud.Answer<PublishResponse> published = cloud.call(
                () -> PublisherGrpc.newBlockingStub(cloud.pubSub()).publish(request.build()));
        assertThat(published.value().getMessageIdsCount()).isEqualTo(inDoubt.size());
        if (published.again()) {
            copied.addAll(inDoubt);
        }
        owed.addAll(inDoubt);
    }

    private void acknowledge(ChildCloud cloud, Random random) throws Exception {
        List<ReceivedMessage> pulled = pull(cloud, 3);
        List<ReceivedMessage> done =
                pulled.stream().filter(message -> random.nextBoolean()).toList();
        if (!done.isEmpty()) {
            done.forEach(message -> inDoubt.add(text(message)));
            var unused = cloud.call(() -> SubscriberGrpc.newBlockingStub(cloud.pubSub())
                    .acknowledge(AcknowledgeRequest.newBuilder()
                            .setSubscription(SUBSCRIPTION)
                            .addAllAckIds(ackIds(done))
                            .build()));
            owed.removeAll(inDoubt);
        }
        giveBack(
                cloud,
                pulled.stream().filter(message -> !done.contains(message)).toList());
    }

    @Override
    public void check(ChildCloud cloud) throws Exception {
        List<ReceivedMessage> all = new ArrayList<>();
        List<ReceivedMessage> more = pull(cloud, 1000);
        while (!more.isEmpty()) {
            all.addAll(more);
            more = pull(cloud, 1000);
        }
        giveBack(cloud, all);
        List<String> texts = all.stream().map(MessageWitness::text).toList();
        Set<String> sure = new HashSet<>(owed);
        sure.removeAll(inDoubt);
        Set<String> possible = new HashSet<>(owed);
        possible.addAll(inDoubt);
        possible.addAll(copied);
        assertThat(texts).as("messages").containsAll(sure);
        assertThat(texts.stream().filter(text -> !copied.contains(text))).doesNotHaveDuplicates();
        assertThat(possible).as("messages that may be there").containsAll(texts);
        owed.clear();
        owed.addAll(texts);
        inDoubt.clear();
    }

    @Override
    public int acknowledged() {
        return acknowledged.get();
    }

    @SuppressWarnings("deprecation") // Only so does an empty subscription answer at once.
    private static List<ReceivedMessage> pull(ChildCloud cloud, int atMost) throws Exception {
        return cloud.call(() -> SubscriberGrpc.newBlockingStub(cloud.pubSub())
                        .pull(PullRequest.newBuilder()
                                .setSubscription(SUBSCRIPTION)
                                .setMaxMessages(atMost)
                                .setReturnImmediately(true)
                                .build()))
                .value()
                .getReceivedMessagesList();
    }

    private static void giveBack(ChildCloud cloud, List<ReceivedMessage> messages) throws Exception {
        if (!messages.isEmpty()) {
            var unused = cloud.call(() -> SubscriberGrpc.newBlockingStub(cloud.pubSub())
                    .modifyAckDeadline(ModifyAckDeadlineRequest.newBuilder()
                            .setSubscription(SUBSCRIPTION)
                            .addAllAckIds(ackIds(messages))
                            .setAckDeadlineSeconds(0)
                            .build()));
        }
    }

    private static List<String> ackIds(List<ReceivedMessage> messages) {
        return messages.stream().map(ReceivedMessage::getAckId).toList();
    }

    private static String text(ReceivedMessage message) {
        return message.getMessage().getData().toStringUtf8();
    }
}
