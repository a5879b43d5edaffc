package dev.landfall.gcp.pubsub;

import com.google.cloud.pubsub.v1.Publisher;
import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import dev.landfall.core.load.MergeQueue;
import dev.landfall.core.table.TableId;
import java.util.concurrent.ExecutionException;

/** The merge topic: attributes {@code dataset} and {@code table}. The caller closes the publisher. Thread-safe. */
public final class PubSubMergeQueue implements MergeQueue {
    private final Publisher publisher;

    public PubSubMergeQueue(Publisher publisher) {
        this.publisher = publisher;
    }

    @Override
    public void announce(TableId table) {
        PubsubMessage message = PubsubMessage.newBuilder()
                .setData(ByteString.copyFromUtf8(table.toString()))
                .putAttributes("dataset", table.dataset().value())
                .putAttributes("table", table.table().value())
                .build();
        try {
            publisher.publish(message).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while announcing the merge of " + table, e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Cannot announce the merge of " + table, e);
        }
    }
}
