package dev.landfall.localcloud;

import dev.landfall.localcloud.bigquery.quota.BigQueryLimits;
import dev.landfall.localcloud.bigquery.quota.JobLatency;
import dev.landfall.localcloud.events.RetryPolicy;
import dev.landfall.localcloud.events.Trigger;
import dev.landfall.localcloud.fault.FaultPlan;
import dev.landfall.localcloud.firestore.FirestoreIsolation;
import dev.landfall.localcloud.time.TimeSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Runs a local cloud until it is told to stop by a signal. */
@Command(
        name = "local-cloud",
        mixinStandardHelpOptions = true,
        version = "0.1.0",
        sortOptions = false,
        usageHelpWidth = 100,
        description = {
            "Runs Cloud Storage, BigQuery, Firestore and Pub/Sub on this machine, on 127.0.0.1 only.",
            "",
            "When everything serves, it prints one 'export' line per service and then READY. Set these variables"
                    + " where your client runs. Ctrl-C or SIGTERM stops it; without --data it then forgets everything.",
            ""
        },
        footer = {
            "",
            "Example: a bucket whose new objects are posted as CloudEvents to a function on port 8081,",
            "and a topic whose messages are pushed to a function on port 8082:",
            "",
            "  local-cloud --bucket landing --storage-trigger landing=http://127.0.0.1:8081 \\",
            "              --topic jobs --push workers=jobs=http://127.0.0.1:8082",
            "",
            "Steer the events of buckets by HTTP on the storage port:",
            "  GET  /_local/events                                   how many are delivered, pending, ...",
            "  POST /_local/events/redeliver?bucket=B&name=N         deliver the event of an object once more",
            "  POST /_local/events/hold                              keep events back",
            "  POST /_local/events/release?order=arrival|reverse     let them go",
            "  GET  /_local/faults                                   what the fault plan did",
            "  POST /_local/faults/stop                              nothing goes wrong from now on",
            "and ask BigQuery on its port what it was asked for and what its quotas refused:",
            "  GET  /_local/workload"
        })
public final class LocalCloudMain implements Callable<Integer> {
    @Option(
            names = "--project",
            paramLabel = "ID",
            defaultValue = "landfall-local",
            description = "Project that owns what is created at the start (default: ${DEFAULT-VALUE}).")
    private String project = "";

    @Option(
            names = "--location",
            paramLabel = "NAME",
            defaultValue = "US",
            description = "Location of buckets and datasets (default: ${DEFAULT-VALUE}).")
    private String location = "";

    @Option(
            names = "--storage-port",
            paramLabel = "N",
            defaultValue = "0",
            description = "Port of Cloud Storage; 0, the default, takes any free port, here and below.")
    private int storagePort;

    @Option(names = "--bigquery-port", paramLabel = "N", defaultValue = "0", description = "Port of BigQuery.")
    private int bigQueryPort;

    @Option(names = "--firestore-port", paramLabel = "N", defaultValue = "0", description = "Port of Firestore.")
    private int firestorePort;

    @Option(
            names = "--firestore-isolation",
            paramLabel = "pessimistic|optimistic",
            converter = IsolationConverter.class,
            defaultValue = "pessimistic",
            description =
                    "How Firestore keeps transactions apart: writers wait up to 20 s for readers, or those that saw"
                            + " old data are refused (default: ${DEFAULT-VALUE}).")
    private FirestoreIsolation firestoreIsolation = FirestoreIsolation.PESSIMISTIC;

    @Option(names = "--pubsub-port", paramLabel = "N", defaultValue = "0", description = "Port of Pub/Sub.")
    private int pubSubPort;

    @Option(names = "--bucket", paramLabel = "NAME", description = "Bucket to create; may be repeated.")
    private List<String> buckets = List.of();

    @Option(
            names = "--storage-trigger",
            paramLabel = "BUCKET=URL",
            description = "Posts a CloudEvent to the address for every new object of the bucket; may be repeated.")
    private List<String> triggers = List.of();

    @Option(names = "--topic", paramLabel = "NAME", description = "Pub/Sub topic to create; may be repeated.")
    private List<String> topics = List.of();

    @Option(
            names = "--push",
            paramLabel = "NAME=TOPIC=URL",
            description = "Pub/Sub subscription that posts the topic's messages to the address; may be repeated.")
    private List<String> pushes = List.of();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder that keeps all data over a restart; without it, everything is forgotten.")
    private @Nullable Path dataDirectory;

    @Option(
            names = "--event-backoff-min",
            paramLabel = "DURATION",
            defaultValue = "PT10S",
            description =
                    "Wait before the first retry of a failed event or push, like PT0.2S (default: ${DEFAULT-VALUE}).")
    private Duration eventBackoffMin = Duration.ZERO;

    @Option(
            names = "--event-backoff-max",
            paramLabel = "DURATION",
            defaultValue = "PT600S",
            description = "Longest wait between retries (default: ${DEFAULT-VALUE}).")
    private Duration eventBackoffMax = Duration.ZERO;

    @Option(
            names = "--event-concurrency",
            paramLabel = "N",
            defaultValue = "8",
            description = "Deliveries under way at once, per trigger (default: ${DEFAULT-VALUE}).")
    private int eventConcurrency;

    @Option(
            names = "--object-write-limit",
            description = "An object takes one write a second, more are refused with 429 (default: no limit).")
    private boolean objectWriteLimit;

    @Option(
            names = "--bigquery-quotas",
            description = "BigQuery refuses and queues by its documented quotas (default: no limit).")
    private boolean bigQueryQuotas;

    @Option(
            names = "--bigquery-latency",
            paramLabel = "KIND=DURATION,...",
            converter = LatencyConverter.class,
            description = "How long BigQuery's jobs take besides their work, like pending=PT0.5S,load=PT4S,query=PT1S,"
                    + "dml=PT3S,ddl=PT1S (default: no longer).")
    private JobLatency bigQueryLatency = JobLatency.NONE;

    @Option(
            names = "--time-factor",
            paramLabel = "X",
            defaultValue = "1",
            description = "How fast time passes for these latencies, for quotas and for the retries of events: at 10,"
                    + " four seconds take 0.4 (default: ${DEFAULT-VALUE}).")
    private double timeFactor;

    @Option(
            names = "--faults",
            paramLabel = "PLAN",
            converter = FaultPlanConverter.class,
            description = "What goes wrong on purpose, with which probability, like"
                    + " seed=7,duplicates=0.1,drops=0.02,lostanswers=0.05 (default: nothing).")
    private FaultPlan faults = FaultPlan.NONE;

    @Option(
            names = "--exit-on-stdin-close",
            description =
                    "Also stop when standard input ends, as it does when the process that started this one is gone.")
    private boolean exitOnStdinClose;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    public static void main(String[] arguments) {
        int exitCode = new CommandLine(new LocalCloudMain()).execute(arguments);
        System.exit(exitCode);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        LocalCloud cloud = start();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            cloud.close();
                            stopped.countDown();
                        },
                        "stop"));
        PrintWriter out = spec.commandLine().getOut();
        cloud.environment().forEach((name, value) -> out.println("export " + name + "=" + value));
        out.println("READY");
        out.flush();
        if (exitOnStdinClose) {
            awaitEnd(System.in);
            return CommandLine.ExitCode.OK;
        }
        stopped.await();
        return CommandLine.ExitCode.OK;
    }

    private static void awaitEnd(InputStream input) throws IOException {
        while (input.read() >= 0) {
            // What comes does not matter; only the end does.
        }
    }

    private LocalCloud start() throws IOException {
        try {
            return builder().start();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private LocalCloud.Builder builder() {
        LocalCloud.Builder builder = LocalCloud.builder()
                .project(project)
                .location(location)
                .storagePort(storagePort)
                .bigQueryPort(bigQueryPort)
                .firestorePort(firestorePort)
                .pubSubPort(pubSubPort)
                .firestoreIsolation(firestoreIsolation)
                .objectWriteLimit(objectWriteLimit)
                .time(TimeSource.scaled(timeFactor))
                .bigQueryLimits(bigQueryQuotas ? BigQueryLimits.DOCUMENTED : BigQueryLimits.NONE)
                .bigQueryLatency(bigQueryLatency)
                .faults(faults)
                .eventRetries(RetryPolicy.EVENTARC.withBackoff(eventBackoffMin, eventBackoffMax));
        buckets.forEach(builder::bucket);
        topics.forEach(builder::topic);
        triggers.forEach(text -> builder.storageTrigger(trigger(text)));
        pushes.forEach(text -> addPush(builder, text));
        if (dataDirectory != null) {
            builder.dataDirectory(dataDirectory);
        }
        return builder;
    }

    private Trigger trigger(String text) {
        List<String> parts = parts(text, 2, "--storage-trigger BUCKET=URL");
        return new Trigger(parts.get(0), URI.create(parts.get(1)), eventConcurrency);
    }

    private static void addPush(LocalCloud.Builder builder, String text) {
        List<String> parts = parts(text, 3, "--push NAME=TOPIC=URL");
        builder.push(parts.get(0), parts.get(1), URI.create(parts.get(2)));
    }

    /** Reads the latencies as one value. */
    static final class LatencyConverter implements ITypeConverter<JobLatency> {
        @Override
        public JobLatency convert(String text) {
            try {
                return JobLatency.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }

    /** Reads a fault plan. */
    static final class FaultPlanConverter implements ITypeConverter<FaultPlan> {
        @Override
        public FaultPlan convert(String text) {
            try {
                return FaultPlan.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }

    /** The address comes last and may itself hold equals signs. */
    private static List<String> parts(String text, int count, String form) {
        List<String> parts = List.of(text.split("=", count));
        if (parts.size() < count) {
            throw new IllegalArgumentException("'" + text + "' does not have the form of " + form);
        }
        return parts;
    }

    private static final class IsolationConverter implements CommandLine.ITypeConverter<FirestoreIsolation> {
        @Override
        public FirestoreIsolation convert(String text) {
            return switch (text) {
                case "optimistic" -> FirestoreIsolation.OPTIMISTIC;
                case "pessimistic" -> FirestoreIsolation.PESSIMISTIC;
                default ->
                    throw new CommandLine.TypeConversionException(
                            "'" + text + "' is neither optimistic nor pessimistic");
            };
        }
    }
}
