package dev.landfall.sweeper;

import com.google.api.services.storage.Storage;
import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.firestore.Firestore;
import com.google.cloud.functions.CloudEventsFunction;
import com.google.cloud.pubsub.v1.Publisher;
import dev.landfall.core.batch.BatchLimits;
import dev.landfall.core.batch.BatchPlanner;
import dev.landfall.core.landing.LandingBucket;
import dev.landfall.core.ledger.Ledger;
import dev.landfall.core.ledger.LedgerStore;
import dev.landfall.core.ledger.LedgerView;
import dev.landfall.core.load.FileIntake;
import dev.landfall.core.load.MergeQueue;
import dev.landfall.core.load.TableLoader;
import dev.landfall.core.setting.Program;
import dev.landfall.core.spec.TableSpecs;
import dev.landfall.core.status.TransitionLog;
import dev.landfall.core.sweep.Sweep;
import dev.landfall.core.sweep.SweepRules;
import dev.landfall.core.warehouse.Warehouse;
import dev.landfall.gcp.bigquery.BigQueryWarehouse;
import dev.landfall.gcp.client.CloudClients;
import dev.landfall.gcp.firestore.FirestoreLedgerStore;
import dev.landfall.gcp.pubsub.PubSubMergeQueue;
import dev.landfall.gcp.storage.CloudStorageBucket;
import io.cloudevents.CloudEvent;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Cloud Function for the messages of a schedule: one sweep each, whatever the message says. An exception means: deliver
 * the message again; every step bears repetition, and the next sweep does what this one did not come to. Thread-safe.
 */
public final class SweepFunction implements CloudEventsFunction {
    private final Sweep sweep;
    private final Duration time;
    private final Clock clock;

    /** Wired by the process environment: the settings of {@link Program#SWEEPER}. */
    public SweepFunction() {
        this(System.getenv());
    }

    SweepFunction(Map<String, String> environment) {
        this(SweepSettings.of(environment), CloudClients.of(environment));
    }

    private SweepFunction(SweepSettings settings, CloudClients clients) {
        this(
                settings,
                clients,
                CompletableFuture.supplyAsync(clients::firestore),
                CompletableFuture.supplyAsync(() -> clients.publisher(settings.mergeTopic())),
                clients.bigQuery(),
                clients.storageJson());
    }

    private SweepFunction(
            SweepSettings settings,
            CloudClients clients,
            CompletableFuture<Firestore> firestore,
            CompletableFuture<Publisher> publisher,
            BigQuery bigQuery,
            Storage storage) {
        this(
                settings,
                SweepRules.DEFAULT,
                new FirestoreLedgerStore(firestore.join()),
                new BigQueryWarehouse(bigQuery, clients.project(), clients.location(), Clock.systemUTC()),
                bucket -> new CloudStorageBucket(storage, bucket),
                new PubSubMergeQueue(publisher.join()),
                Clock.systemUTC(),
                new TransitionLog(System.out));
    }

    SweepFunction(
            SweepSettings settings,
            SweepRules rules,
            LedgerStore store,
            Warehouse warehouse,
            Function<String, LandingBucket> buckets,
            MergeQueue merges,
            Clock clock,
            TransitionLog log) {
        Ledger ledger = new Ledger(store, clock);
        FileIntake intake =
                new FileIntake(settings.grammar(), ledger, new TableSpecs(ledger, warehouse), buckets, clock, log);
        TableLoader loader = new TableLoader(
                ledger,
                warehouse,
                buckets,
                intake,
                merges,
                new BatchPlanner(BatchLimits.DEFAULT),
                settings.budget(),
                settings.stagingDataset(),
                rules.patience(),
                clock,
                log);
        this.sweep = new Sweep(
                new Sweep.Landing(settings.bucket(), buckets.apply(settings.bucket()), settings.grammar()),
                settings.stagingDataset(),
                ledger,
                new LedgerView(store),
                warehouse,
                intake,
                loader,
                merges,
                rules,
                clock,
                log);
        this.time = settings.time();
        this.clock = clock;
    }

    @Override
    public void accept(CloudEvent event) {
        sweep.run(event.getId(), clock.instant().plus(time));
    }
}
