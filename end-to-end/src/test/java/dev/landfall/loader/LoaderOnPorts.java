package dev.landfall.loader;

import dev.landfall.core.landing.LandingBucket;
import dev.landfall.core.ledger.LedgerStore;
import dev.landfall.core.load.MergeQueue;
import dev.landfall.core.status.TransitionLog;
import dev.landfall.core.warehouse.Warehouse;
import java.time.Clock;
import java.util.Map;

/** Opens the function's own constructor to the whole-pipeline tests. */
public final class LoaderOnPorts {
    private LoaderOnPorts() {}

    /** @param environment as {@link LoaderSettings} reads it */
    public static LoaderFunction of(
            Map<String, String> environment,
            LedgerStore store,
            Warehouse warehouse,
            LandingBucket bucket,
            MergeQueue merges,
            Clock clock,
            TransitionLog log) {
        return new LoaderFunction(LoaderSettings.of(environment), store, warehouse, name -> bucket, merges, clock, log);
    }
}
