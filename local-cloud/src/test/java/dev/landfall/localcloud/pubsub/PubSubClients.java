package dev.landfall.localcloud.pubsub;

import com.google.api.gax.core.CredentialsProvider;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.grpc.GrpcTransportChannel;
import com.google.api.gax.rpc.FixedTransportChannelProvider;
import com.google.api.gax.rpc.TransportChannelProvider;
import com.google.cloud.pubsub.v1.Publisher;
import com.google.cloud.pubsub.v1.SubscriptionAdminClient;
import com.google.cloud.pubsub.v1.SubscriptionAdminSettings;
import com.google.cloud.pubsub.v1.TopicAdminClient;
import com.google.cloud.pubsub.v1.TopicAdminSettings;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.io.IOException;

/** Google's own clients, pointed at a server under test. */
final class PubSubClients implements AutoCloseable {
    static final CredentialsProvider NOBODY = NoCredentialsProvider.create();

    private final ManagedChannel channel;
    final TransportChannelProvider transport;
    final TopicAdminClient topics;
    final SubscriptionAdminClient subscriptions;

    PubSubClients(PubSubServer server) throws IOException {
        channel = ManagedChannelBuilder.forAddress("127.0.0.1", server.port())
                .usePlaintext()
                .build();
        transport = FixedTransportChannelProvider.create(GrpcTransportChannel.create(channel));
        topics = TopicAdminClient.create(TopicAdminSettings.newBuilder()
                .setTransportChannelProvider(transport)
                .setCredentialsProvider(NOBODY)
                .build());
        subscriptions = SubscriptionAdminClient.create(SubscriptionAdminSettings.newBuilder()
                .setTransportChannelProvider(transport)
                .setCredentialsProvider(NOBODY)
                .build());
    }

    Publisher publisher(String topic) throws IOException {
        return Publisher.newBuilder(topic)
                .setChannelProvider(transport)
                .setCredentialsProvider(NOBODY)
                .build();
    }

    @Override
    public void close() {
        topics.close();
        subscriptions.close();
        channel.shutdownNow();
    }
}
