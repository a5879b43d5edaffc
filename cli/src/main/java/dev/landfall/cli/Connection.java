package dev.landfall.cli;

import dev.landfall.core.batch.BatchLimits;
import dev.landfall.core.batch.BatchPlanner;
import dev.landfall.core.budget.LoadBudget;
import dev.landfall.core.ledger.Ledger;
import dev.landfall.core.ledger.LedgerStore;
import dev.landfall.core.ledger.LedgerView;
import dev.landfall.core.load.FileIntake;
import dev.landfall.core.load.MergeQueue;
import dev.landfall.core.load.TableLoader;
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
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;

/** The parts of one deployment as a command needs them. Its history is in the ledger, so its log lines go nowhere. */
final class Connection implements AutoCloseable {
    private final Deployment deployment;
    private final CloudClients clients;
    private final LedgerStore store;
    private final Clock clock = Clock.systemUTC();
    private final TransitionLog log =
            new TransitionLog(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));

    Connection(Deployment deployment, CloudClients clients) {
        this.deployment = deployment;
        this.clients = clients;
        this.store = new FirestoreLedgerStore(clients.firestore());
    }

    Ledger ledger() {
        return new Ledger(store, clock);
    }

    LedgerView view() {
        return new LedgerView(store);
    }

    Warehouse warehouse() {
        return new BigQueryWarehouse(clients.bigQuery(), clients.project(), clients.location(), clock);
    }

    TableSpecs specs() {
        return new TableSpecs(ledger(), warehouse());
    }

    RowLookup lookup() {
        return new RowLookup(clients.bigQuery());
    }

    CloudStorageBucket bucket(String name) {
        return new CloudStorageBucket(clients.storageJson(), name);
    }

    FileIntake intake() {
        return new FileIntake(deployment.grammar(), ledger(), specs(), this::bucket, clock, log);
    }

    /** @param patience how long one table may be worked on */
    TableLoader loader(Duration patience) {
        return loader(patience, merges());
    }

    private MergeQueue merges() {
        return new PubSubMergeQueue(clients.publisher(deployment.mergeTopic()));
    }

    Sweep sweep(SweepRules rules) {
        MergeQueue merges = merges();
        String bucket = deployment.bucket();
        return new Sweep(
                new Sweep.Landing(bucket, bucket(bucket), deployment.grammar()),
                deployment.stagingDataset(),
                ledger(),
                view(),
                warehouse(),
                intake(),
                loader(rules.patience(), merges),
                merges,
                rules,
                clock,
                log);
    }

    private TableLoader loader(Duration patience, MergeQueue merges) {
        return new TableLoader(
                ledger(),
                warehouse(),
                this::bucket,
                intake(),
                merges,
                new BatchPlanner(BatchLimits.DEFAULT),
                LoadBudget.of(deployment.environment()),
                deployment.stagingDataset(),
                patience,
                clock,
                log);
    }

    @Override
    public void close() {
        clients.close();
    }
}
