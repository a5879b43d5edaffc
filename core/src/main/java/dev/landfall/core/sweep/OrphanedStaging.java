package dev.landfall.core.sweep;

import dev.landfall.core.ledger.BatchId;
import dev.landfall.core.ledger.BatchRecord;
import dev.landfall.core.ledger.LedgerView;
import dev.landfall.core.status.TransitionLog;
import dev.landfall.core.sweep.Finding.Healing;
import dev.landfall.core.table.DatasetName;
import dev.landfall.core.table.TableId;
import dev.landfall.core.warehouse.ListedTable;
import dev.landfall.core.warehouse.Warehouse;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Drops staging tables whose batch has come to its end, or is not in the ledger at all, once they are older than any
 * work can be. A table whose name is not that of a batch, such as remembered deletes, is never touched.
 *
 * <p>Cost: one listing request per page of tables, and one document read per staging table older than that.
 */
final class OrphanedStaging {
    private static final Pattern OF_BATCH = Pattern.compile(".+__([0-9a-f]{12}_[0-9]{6,})");

    private final DatasetName dataset;
    private final Warehouse warehouse;
    private final LedgerView view;
    private final Clock clock;
    private final TransitionLog log;

    OrphanedStaging(DatasetName dataset, Warehouse warehouse, LedgerView view, Clock clock, TransitionLog log) {
        this.dataset = dataset;
        this.warehouse = warehouse;
        this.view = view;
        this.clock = clock;
        this.log = log;
    }

    void drop(SweepRules rules, Instant deadline, SweepReport.Builder report) {
        Instant youngest = clock.instant().minus(rules.stagingAge());
        Map<BatchId, ListedTable> old = new HashMap<>();
        for (Iterator<ListedTable> tables = warehouse.tables(dataset); tables.hasNext(); ) {
            ListedTable table = tables.next();
            if (table.created().isBefore(youngest)) {
                batch(table.id()).ifPresent(batch -> old.put(batch, table));
            }
        }
        Map<BatchId, BatchRecord> batches = new HashMap<>();
        view.batches(List.copyOf(old.keySet())).forEach(batch -> batches.put(batch.id(), batch));
        for (Map.Entry<BatchId, ListedTable> entry : old.entrySet()) {
            if (!clock.instant().isBefore(deadline)) {
                report.cutShort();
                return;
            }
            @Nullable BatchRecord batch = batches.get(entry.getKey());
            TableId staging = entry.getValue().id();
            if (isNeeded(staging, batch)) {
                continue;
            }
            String why = batch == null
                    ? "its batch is not in the ledger"
                    : "its batch is " + batch.state() + " since "
                            + batch.reached().get(batch.state());
            if (!rules.dryRun()) {
                warehouse.drop(staging);
                log.info("STAGING TABLE DROPPED", "staging", staging, "batch", entry.getKey(), "reason", why);
            }
            report.add(new Finding(
                    Finding.Kind.ORPHANED_STAGING_TABLE,
                    batch == null ? null : batch.table(),
                    staging.toString(),
                    rules.dryRun() ? Healing.FOUND : Healing.HEALED,
                    why));
        }
    }

    /** Also if its batch has another staging table: then it is nobody knows whose. */
    private static boolean isNeeded(TableId staging, @Nullable BatchRecord batch) {
        return batch != null
                && (!batch.staging().equals(staging) || !batch.state().isFinal());
    }

    private static Optional<BatchId> batch(TableId staging) {
        Matcher name = OF_BATCH.matcher(staging.table().value());
        return name.matches() ? Optional.of(new BatchId(name.group(1))) : Optional.empty();
    }
}
