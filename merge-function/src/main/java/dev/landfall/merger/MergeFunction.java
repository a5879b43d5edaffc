package dev.landfall.merger;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.firestore.Firestore;
import com.google.cloud.functions.CloudEventsFunction;
import dev.landfall.core.ledger.Ledger;
import dev.landfall.core.ledger.LedgerStore;
import dev.landfall.core.merge.MergeBudget;
import dev.landfall.core.merge.TableMerger;
import dev.landfall.core.setting.Program;
import dev.landfall.core.setting.Setting;
import dev.landfall.core.spec.TableSpecs;
import dev.landfall.core.status.TransitionLog;
import dev.landfall.core.table.TableId;
import dev.landfall.core.warehouse.Warehouse;
import dev.landfall.gcp.bigquery.BigQueryWarehouse;
import dev.landfall.gcp.client.CloudClients;
import dev.landfall.gcp.firestore.FirestoreLedgerStore;
import io.cloudevents.CloudEvent;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Cloud Function for messages on the merge topic. Folds what is staged for the named table into its target. An exception
 * means: deliver the message again; every step bears repetition. Clients are built once, side by side, when the instance
 * starts. Thread-safe.
 */
public final class MergeFunction implements CloudEventsFunction {
    private final TableMerger merger;
    private final TransitionLog log;

    /** Wired by the process environment: the settings of {@link Program#MERGER}. */
    public MergeFunction() {
        this(System.getenv());
    }

    MergeFunction(Map<String, String> environment) {
        this(
                Setting.DEADLINE.durationIn(environment),
                MergeBudget.parse(
                        Setting.MERGE_BUDGET_BYTES.in(environment), Setting.MERGE_ABOVE_BUDGET.in(environment)),
                CloudClients.of(environment));
    }

    private MergeFunction(Duration patience, MergeBudget budget, CloudClients clients) {
        this(patience, budget, clients, CompletableFuture.supplyAsync(clients::firestore), clients.bigQuery());
    }

    private MergeFunction(
            Duration patience,
            MergeBudget budget,
            CloudClients clients,
            CompletableFuture<Firestore> firestore,
            BigQuery bigQuery) {
        this(
                patience,
                budget,
                new FirestoreLedgerStore(firestore.join()),
                new BigQueryWarehouse(bigQuery, clients.project(), clients.location(), Clock.systemUTC()),
                Clock.systemUTC(),
                new TransitionLog(System.out));
    }

    MergeFunction(
            Duration patience,
            MergeBudget budget,
            LedgerStore store,
            Warehouse warehouse,
            Clock clock,
            TransitionLog log) {
        Ledger ledger = new Ledger(store, clock);
        TableSpecs specs = new TableSpecs(ledger, warehouse);
        this.merger = new TableMerger(ledger, warehouse, specs::of, budget, patience, clock, log);
        this.log = log;
    }

    @Override
    public void accept(CloudEvent event) {
        TableId table;
        try {
            table = MergeMessage.table(event);
        } catch (IllegalArgumentException e) {
            // No redelivery makes it better.
            log.error("UNREADABLE MESSAGE", "event", event.getId(), "error", String.valueOf(e.getMessage()));
            return;
        }
        merger.drain(table, event.getId());
    }
}
