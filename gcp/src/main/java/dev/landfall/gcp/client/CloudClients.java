package dev.landfall.gcp.client;

import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.grpc.GrpcTransportChannel;
import com.google.api.gax.rpc.FixedTransportChannelProvider;
import com.google.cloud.NoCredentials;
import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQueryOptions;
import com.google.cloud.firestore.Firestore;
import com.google.cloud.firestore.FirestoreOptions;
import com.google.cloud.pubsub.v1.Publisher;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.StorageOptions;
import com.google.pubsub.v1.TopicName;
import dev.landfall.core.setting.Setting;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Builds the clients of one project: the only place that knows where the services are. Without the variables
 * {@code STORAGE_EMULATOR_HOST} and {@code BIGQUERY_EMULATOR_HOST} (URLs), {@code FIRESTORE_EMULATOR_HOST} and
 * {@code PUBSUB_EMULATOR_HOST} (host and port) in the given environment, each client talks to Google Cloud with the
 * default credentials; with one, that client talks to the named place without credentials. (Of the four clients only
 * Firestore's knows its variable by itself.)
 *
 * <p>Each call builds a new client, which the caller shares; closing this object closes all of them. Thread-safe. A
 * deployment without the storage or Pub/Sub client on its class path must not call that method.
 */
public final class CloudClients implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(CloudClients.class.getName());

    private final String project;
    private final String location;
    private final String firestoreDatabase;
    private final Map<String, String> environment;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    public CloudClients(String project, String location, String firestoreDatabase, Map<String, String> environment) {
        this.project = project;
        this.location = location;
        this.firestoreDatabase = firestoreDatabase;
        this.environment = Map.copyOf(environment);
    }

    /**
     * Reads {@link Setting#PROJECT}, {@link Setting#LOCATION} and {@link Setting#FIRESTORE_DATABASE}.
     *
     * @throws IllegalArgumentException naming the variable that is missing
     */
    public static CloudClients of(Map<String, String> environment) {
        return new CloudClients(
                Setting.PROJECT.in(environment),
                Setting.LOCATION.in(environment),
                Setting.FIRESTORE_DATABASE.in(environment),
                environment);
    }

    public String project() {
        return project;
    }

    /** Where datasets are and jobs run, {@code US} or a region. */
    public String location() {
        return location;
    }

    public Storage storage() {
        StorageOptions.Builder options = StorageOptions.newBuilder().setProjectId(project);
        @Nullable String host = environment.get("STORAGE_EMULATOR_HOST");
        if (host != null) {
            options.setHost(host).setCredentials(NoCredentials.getInstance());
        }
        return remember(options.build().getService());
    }

    /**
     * The generated client of Cloud Storage's JSON API, for deployments that only list objects and read their first
     * bytes: a tenth of the size of {@link #storage()}. It repeats what a moment heals (408, 429, 5xx and broken
     * connections) with exponential backoff, for two minutes at most.
     */
    public com.google.api.services.storage.Storage storageJson() {
        return StorageJsonClient.build(environment.get("STORAGE_EMULATOR_HOST"));
    }

    public BigQuery bigQuery() {
        BigQueryOptions.Builder options =
                BigQueryOptions.newBuilder().setProjectId(project).setLocation(location);
        @Nullable String host = environment.get("BIGQUERY_EMULATOR_HOST");
        if (host != null) {
            options.setHost(host).setCredentials(NoCredentials.getInstance());
        }
        return options.build().getService();
    }

    public Firestore firestore() {
        FirestoreOptions.Builder options =
                FirestoreOptions.newBuilder().setProjectId(project).setDatabaseId(firestoreDatabase);
        @Nullable String host = environment.get("FIRESTORE_EMULATOR_HOST");
        if (host != null) {
            options.setEmulatorHost(host);
        }
        return remember(options.build().getService());
    }

    /** A publisher to one topic of the project. */
    public Publisher publisher(String topic) {
        Publisher.Builder builder = Publisher.newBuilder(TopicName.of(project, topic));
        @Nullable String host = environment.get("PUBSUB_EMULATOR_HOST");
        if (host != null) {
            ManagedChannel channel =
                    ManagedChannelBuilder.forTarget(host).usePlaintext().build();
            remember(channel::shutdownNow);
            builder.setChannelProvider(FixedTransportChannelProvider.create(GrpcTransportChannel.create(channel)))
                    .setCredentialsProvider(NoCredentialsProvider.create());
        }
        try {
            Publisher publisher = builder.build();
            remember(publisher::shutdown);
            return publisher;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot build a publisher to topic " + topic + " of " + project, e);
        }
    }

    /** Closes every client built here, the newest first. One that fails to close is logged and does not stop others. */
    @Override
    public void close() {
        synchronized (open) {
            while (!open.isEmpty()) {
                try {
                    open.pop().close();
                } catch (Exception e) {
                    LOG.log(Level.WARNING, "A client did not close", e);
                }
            }
        }
    }

    private <C extends AutoCloseable> C remember(C client) {
        synchronized (open) {
            open.push(client);
        }
        return client;
    }
}
