package dev.landfall.localcloud;

import dev.landfall.localcloud.bigquery.quota.BigQueryLimits;
import dev.landfall.localcloud.bigquery.quota.JobLatency;
import dev.landfall.localcloud.events.RetryPolicy;
import dev.landfall.localcloud.events.Trigger;
import dev.landfall.localcloud.fault.FaultPlan;
import dev.landfall.localcloud.firestore.FirestoreIsolation;
import dev.landfall.localcloud.time.TimeSource;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a local cloud starts with. Ports of 0 take any free port. */
record LocalCloudConfig(
        String project,
        String location,
        Ports ports,
        List<String> buckets,
        List<Trigger> triggers,
        List<String> topics,
        List<Push> pushes,
        Optional<Path> dataDirectory,
        RetryPolicy eventRetries,
        FirestoreIsolation firestoreIsolation,
        Behaviour behaviour) {
    /** How the services behave besides being right: by default at once, without refusal and without fault. */
    record Behaviour(
            TimeSource time, BigQueryLimits limits, JobLatency latency, boolean objectWriteLimit, FaultPlan faults) {}

    record Ports(int storage, int bigQuery, int firestore, int pubSub) {}

    /** A Pub/Sub subscription that posts to {@code receiver}. */
    record Push(String subscription, String topic, URI receiver) {}

    LocalCloudConfig {
        buckets = List.copyOf(buckets);
        triggers = List.copyOf(triggers);
        topics = List.copyOf(topics);
        pushes = List.copyOf(pushes);
        for (Trigger trigger : triggers) {
            require(buckets, trigger.bucket(), "The trigger to " + trigger.receiver() + " watches the bucket");
        }
        for (Push push : pushes) {
            require(topics, push.topic(), "The push subscription " + push.subscription() + " reads the topic");
        }
    }

    private static void require(List<String> known, String name, String who) {
        if (!known.contains(name)) {
            throw new IllegalArgumentException(
                    who + " '" + name + "', which is not among those to create: " + known + ". Add it there.");
        }
    }
}
