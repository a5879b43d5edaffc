package dev.landfall.localcloud;

import dev.landfall.localcloud.bigquery.BigQueryServer;
import dev.landfall.localcloud.bigquery.quota.BigQueryLimits;
import dev.landfall.localcloud.bigquery.quota.JobLatency;
import dev.landfall.localcloud.bigquery.quota.WorkloadStatistics;
import dev.landfall.localcloud.events.EventDelivery;
import dev.landfall.localcloud.events.RetryPolicy;
import dev.landfall.localcloud.events.Trigger;
import dev.landfall.localcloud.fault.FaultPlan;
import dev.landfall.localcloud.fault.Faults;
import dev.landfall.localcloud.fault.GrpcFaults;
import dev.landfall.localcloud.fault.RestFaults;
import dev.landfall.localcloud.firestore.FirestoreIsolation;
import dev.landfall.localcloud.firestore.FirestoreServer;
import dev.landfall.localcloud.firestore.OperationCounts;
import dev.landfall.localcloud.pubsub.PubSubServer;
import dev.landfall.localcloud.storage.ObjectStore;
import dev.landfall.localcloud.time.TimeSource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A running local cloud: all services in this JVM, on 127.0.0.1 only. Clients reach it over the wire, by the addresses
 * in {@link #environment()}. Closing it forgets everything, unless it has a folder for its data. Thread-safe.
 */
public final class LocalCloud implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(LocalCloud.class.getName());

    private final LocalCloudConfig config;
    private final Deque<Runnable> stops = new ArrayDeque<>();
    private final Faults faults;
    private final OperationCounts firestoreOperations = new OperationCounts();
    private final StorageService storage;
    private final BigQueryServer bigQuery;
    private final FirestoreServer firestore;
    private final PubSubServer pubSub;

    private LocalCloud(LocalCloudConfig config) throws IOException {
        this.config = config;
        LocalCloudConfig.Ports ports = config.ports();
        RetryPolicy retries = config.eventRetries();
        LocalCloudConfig.Behaviour behaviour = config.behaviour();
        faults = new Faults(behaviour.faults());
        boolean complete = false;
        try {
            DataFolder folder = DataFolder.open(config.dataDirectory());
            stops.push(folder::close);
            storage =
                    StorageService.start(ports.storage(), config.location(), folder, retries, behaviour.time(), faults);
            stops.push(storage::close);
            if (behaviour.objectWriteLimit()) {
                storage.objects().limitWrites(behaviour.time());
            }
            bigQuery = BigQueryServer.start(
                    BigQueryServer.Config.of(
                                    config.project(),
                                    config.location(),
                                    folder.path().resolve("bigquery"))
                            .with(behaviour.time(), behaviour.limits(), behaviour.latency())
                            .behind(new RestFaults(faults, "bigquery")),
                    storage.objects(),
                    ports.bigQuery());
            stops.push(bigQuery::close);
            firestore = FirestoreServer.start(
                    ports.firestore(),
                    config.firestoreIsolation(),
                    folder.kept("firestore"),
                    List.of(new GrpcFaults(faults, "firestore"), firestoreOperations));
            stops.push(firestore::close);
            pubSub = PubSubServer.start(
                    new PubSubServer.Config(retries.minBackoff(), retries.maxBackoff()),
                    ports.pubSub(),
                    folder.kept("pubsub"),
                    List.of(new GrpcFaults(faults, "pubsub")));
            stops.push(pubSub::close);
            createResources();
            complete = true;
        } finally {
            if (!complete) {
                close();
            }
        }
    }

    public static Builder builder() {
        return new Builder();
    }

    public String project() {
        return config.project();
    }

    public String location() {
        return config.location();
    }

    public int storagePort() {
        return storage.port();
    }

    public int bigQueryPort() {
        return bigQuery.port();
    }

    public int firestorePort() {
        return firestore.port();
    }

    public int pubSubPort() {
        return pubSub.port();
    }

    /** The buckets and their objects, without the wire. */
    public ObjectStore objects() {
        return storage.objects();
    }

    /** What BigQuery was asked for, and what its quotas refused. */
    public WorkloadStatistics bigQueryStatistics() {
        return bigQuery.statistics();
    }

    /** How much Firestore was asked to do. */
    public OperationCounts.Totals firestoreOperations() {
        return firestoreOperations.totals();
    }

    /** What the fault plan did so far; it can be ended. */
    public Faults faults() {
        return faults;
    }

    /** How the events of the buckets stand; they can be held and released. */
    public EventDelivery events() {
        return storage.delivery();
    }

    /** Delivers the finalize event of an object a second time, as an at-least-once transport may. */
    public void redeliver(String bucket, String name) {
        storage.events().redeliver(bucket, name);
    }

    /** The variables by which clients find the services, in the order of the services. */
    public Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("STORAGE_EMULATOR_HOST", "http://127.0.0.1:" + storage.port());
        environment.put("BIGQUERY_EMULATOR_HOST", "http://127.0.0.1:" + bigQuery.port());
        environment.put("FIRESTORE_EMULATOR_HOST", "127.0.0.1:" + firestore.port());
        environment.put("PUBSUB_EMULATOR_HOST", "127.0.0.1:" + pubSub.port());
        return environment;
    }

    /** Stops what was started last first; does nothing the second time. */
    @Override
    public synchronized void close() {
        for (Runnable stop = stops.poll(); stop != null; stop = stops.poll()) {
            try {
                stop.run();
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "A service did not stop well; the others are stopped all the same", e);
            }
        }
    }

    private void createResources() {
        config.buckets().stream()
                .filter(bucket -> !storage.objects().bucketExists(bucket))
                .forEach(bucket -> storage.objects().createBucket(bucket, config.location()));
        config.triggers().forEach(storage.delivery()::add);
        config.topics().forEach(topic -> pubSub.createTopic(config.project(), topic));
        for (LocalCloudConfig.Push push : config.pushes()) {
            pubSub.createPushSubscription(
                    config.project(),
                    push.subscription(),
                    push.topic(),
                    push.receiver().toString());
        }
        storage.objects().tellUntold();
    }

    /** Collects what the cloud is to start with; every port is any free one, unless set. */
    public static final class Builder {
        private String project = "landfall-local";
        private String location = "US";
        private int storagePort;
        private int bigQueryPort;
        private int firestorePort;
        private int pubSubPort;
        private final List<String> buckets = new ArrayList<>();
        private final List<Trigger> triggers = new ArrayList<>();
        private final List<String> topics = new ArrayList<>();
        private final List<LocalCloudConfig.Push> pushes = new ArrayList<>();
        private Optional<Path> dataDirectory = Optional.empty();
        private RetryPolicy eventRetries = RetryPolicy.EVENTARC;
        private FirestoreIsolation firestoreIsolation = FirestoreIsolation.PESSIMISTIC;
        private TimeSource time = TimeSource.system();
        private BigQueryLimits limits = BigQueryLimits.NONE;
        private JobLatency latency = JobLatency.NONE;
        private boolean objectWriteLimit;
        private FaultPlan faults = FaultPlan.NONE;

        private Builder() {}

        public Builder project(String id) {
            project = id;
            return this;
        }

        /** Where the buckets and, unless they say otherwise, the datasets lie: {@code US}, {@code europe-west4}. */
        public Builder location(String name) {
            location = name;
            return this;
        }

        public Builder storagePort(int port) {
            storagePort = port;
            return this;
        }

        public Builder bigQueryPort(int port) {
            bigQueryPort = port;
            return this;
        }

        public Builder firestorePort(int port) {
            firestorePort = port;
            return this;
        }

        public Builder pubSubPort(int port) {
            pubSubPort = port;
            return this;
        }

        public Builder bucket(String name) {
            buckets.add(name);
            return this;
        }

        /** Posts the finalize events of a bucket to an address. */
        public Builder storageTrigger(String bucket, URI receiver) {
            return storageTrigger(Trigger.of(bucket, receiver));
        }

        public Builder storageTrigger(Trigger trigger) {
            triggers.add(trigger);
            return this;
        }

        public Builder topic(String name) {
            topics.add(name);
            return this;
        }

        /** A Pub/Sub subscription that posts its messages to an address. */
        public Builder push(String subscription, String topic, URI receiver) {
            pushes.add(new LocalCloudConfig.Push(subscription, topic, receiver));
            return this;
        }

        /**
         * The folder that keeps all data over a restart, and over a kill: whatever a call has acknowledged is there again.
         * Buckets, topics and subscriptions to start with that are there already stay as they are.
         */
        public Builder dataDirectory(Path folder) {
            dataDirectory = Optional.of(folder);
            return this;
        }

        /** How Firestore keeps transactions apart; by locks unless told, as the real service does for servers. */
        public Builder firestoreIsolation(FirestoreIsolation isolation) {
            firestoreIsolation = isolation;
            return this;
        }

        /** When failed events and failed Pub/Sub pushes are tried again. */
        public Builder eventRetries(RetryPolicy policy) {
            eventRetries = policy;
            return this;
        }

        /** What BigQuery's quotas, queues and latency and the retries of events go by; else the machine's time. */
        public Builder time(TimeSource source) {
            time = source;
            return this;
        }

        /** BigQuery's quotas and queues; none, unless set. */
        public Builder bigQueryLimits(BigQueryLimits quotas) {
            limits = quotas;
            return this;
        }

        /** An object takes one write a second; more are refused with 429. Without limit, unless set. */
        public Builder objectWriteLimit(boolean limited) {
            objectWriteLimit = limited;
            return this;
        }

        /** How long BigQuery's jobs take besides their work; no longer, unless set. */
        public Builder bigQueryLatency(JobLatency jobLatency) {
            latency = jobLatency;
            return this;
        }

        /** What goes wrong on purpose; nothing, unless set. */
        public Builder faults(FaultPlan plan) {
            faults = plan;
            return this;
        }

        /**
         * @throws IllegalArgumentException if the parts contradict each other
         * @throws IOException if a port is taken or a folder cannot be written
         */
        public LocalCloud start() throws IOException {
            return new LocalCloud(new LocalCloudConfig(
                    project,
                    location,
                    new LocalCloudConfig.Ports(storagePort, bigQueryPort, firestorePort, pubSubPort),
                    buckets,
                    triggers,
                    topics,
                    pushes,
                    dataDirectory,
                    eventRetries,
                    firestoreIsolation,
                    new LocalCloudConfig.Behaviour(time, limits, latency, objectWriteLimit, faults)));
        }
    }
}
