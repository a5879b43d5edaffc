package dev.landfall.merger;

import dev.landfall.core.ledger.LedgerStore;
import dev.landfall.core.merge.MergeBudget;
import dev.landfall.core.status.TransitionLog;
import dev.landfall.core.warehouse.Warehouse;
import java.time.Clock;
import java.time.Duration;

/** Opens the function's own constructor to the whole-pipeline tests. */
public final class MergerOnPorts {
    private MergerOnPorts() {}

    public static MergeFunction of(
            Duration patience, LedgerStore store, Warehouse warehouse, Clock clock, TransitionLog log) {
        return new MergeFunction(patience, MergeBudget.NONE, store, warehouse, clock, log);
    }
}
