package dev.landfall.loader;

import com.google.api.services.storage.Storage;
import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.firestore.Firestore;
import com.google.cloud.functions.CloudEventsFunction;
import com.google.cloud.pubsub.v1.Publisher;
import dev.landfall.core.batch.BatchLimits;
import dev.landfall.core.batch.BatchPlanner;
import dev.landfall.core.landing.LandingBucket;
import dev.landfall.core.ledger.LandedObject;
import dev.landfall.core.ledger.Ledger;
import dev.landfall.core.ledger.LedgerStore;
import dev.landfall.core.load.FileIntake;
import dev.landfall.core.load.MergeQueue;
import dev.landfall.core.load.TableLoader;
import dev.landfall.core.setting.Program;
import dev.landfall.core.spec.TableSpecs;
import dev.landfall.core.status.TransitionLog;
import dev.landfall.core.warehouse.Warehouse;
import dev.landfall.gcp.bigquery.BigQueryWarehouse;
import dev.landfall.gcp.client.CloudClients;
import dev.landfall.gcp.firestore.FirestoreLedgerStore;
import dev.landfall.gcp.pubsub.PubSubMergeQueue;
import dev.landfall.gcp.storage.CloudStorageBucket;
import io.cloudevents.CloudEvent;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Cloud Function for {@code google.cloud.storage.object.v1.finalized} of the landing bucket. Records the file and loads
 * what has landed for its table. An exception means: deliver the event again; every step bears repetition. Clients are
 * built once, side by side, when the instance starts. Thread-safe.
 */
public final class LoaderFunction implements CloudEventsFunction {
    private final FileIntake intake;
    private final TableLoader loader;
    private final TransitionLog log;

    /** Wired by the process environment: the settings of {@link Program#LOADER}. */
    public LoaderFunction() {
        this(System.getenv());
    }

    LoaderFunction(Map<String, String> environment) {
        this(LoaderSettings.of(environment), CloudClients.of(environment));
    }

    private LoaderFunction(LoaderSettings settings, CloudClients clients) {
        this(
                settings,
                clients,
                CompletableFuture.supplyAsync(clients::firestore),
                CompletableFuture.supplyAsync(() -> clients.publisher(settings.mergeTopic())),
                clients.bigQuery(),
                clients.storageJson());
    }

    private LoaderFunction(
            LoaderSettings settings,
            CloudClients clients,
            CompletableFuture<Firestore> firestore,
            CompletableFuture<Publisher> publisher,
            BigQuery bigQuery,
            Storage storage) {
        this(
                settings,
                new FirestoreLedgerStore(firestore.join()),
                new BigQueryWarehouse(bigQuery, clients.project(), clients.location(), Clock.systemUTC()),
                bucket -> new CloudStorageBucket(storage, bucket),
                new PubSubMergeQueue(publisher.join()),
                Clock.systemUTC(),
                new TransitionLog(System.out));
    }

    LoaderFunction(
            LoaderSettings settings,
            LedgerStore store,
            Warehouse warehouse,
            Function<String, LandingBucket> buckets,
            MergeQueue merges,
            Clock clock,
            TransitionLog log) {
        Ledger ledger = new Ledger(store, clock);
        this.intake =
                new FileIntake(settings.grammar(), ledger, new TableSpecs(ledger, warehouse), buckets, clock, log);
        this.loader = new TableLoader(
                ledger,
                warehouse,
                buckets,
                intake,
                merges,
                new BatchPlanner(BatchLimits.DEFAULT),
                settings.budget(),
                settings.stagingDataset(),
                settings.patience(),
                clock,
                log);
        this.log = log;
    }

    @Override
    public void accept(CloudEvent event) {
        LandedObject object;
        try {
            object = StorageEvent.object(event);
        } catch (IllegalArgumentException e) {
            // No redelivery makes it better.
            log.error("UNREADABLE EVENT", "event", event.getId(), "error", String.valueOf(e.getMessage()));
            return;
        }
        intake.take(object).ifPresent(spec -> loader.drain(spec, event.getId()));
    }
}
