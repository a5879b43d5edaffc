package dev.landfall.core.sweep;

import dev.landfall.core.landing.LandingBucket;
import dev.landfall.core.landing.LandingGrammar;
import dev.landfall.core.ledger.Ledger;
import dev.landfall.core.ledger.LedgerView;
import dev.landfall.core.load.FileIntake;
import dev.landfall.core.load.MergeQueue;
import dev.landfall.core.load.TableLoader;
import dev.landfall.core.spec.TableSpecs;
import dev.landfall.core.status.TransitionLog;
import dev.landfall.core.sweep.Finding.Healing;
import dev.landfall.core.sweep.StalledTables.Stall;
import dev.landfall.core.table.DatasetName;
import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TableSpec;
import dev.landfall.core.warehouse.Warehouse;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Compares bucket, ledger and staging dataset, and heals what it finds: takes in objects whose event was lost, lets go
 * what was committed, loads what
 * nobody loads, announces what nobody merges, drops staging tables that nobody needs. Each is a step that an event could
 * take, too, so several sweeps and any number of events may be under way at once.
 */
public final class Sweep {
    private final LostEvents lostEvents;
    private final OrphanedStaging orphans;
    private final Ledger ledger;
    private final LedgerView view;
    private final TableSpecs specs;
    private final FileIntake intake;
    private final TableLoader loader;
    private final MergeQueue merges;
    private final SweepRules rules;
    private final Clock clock;
    private final TransitionLog log;

    /**
     * The landing bucket and how its names are read.
     *
     * @param name of the bucket
     */
    public record Landing(String name, LandingBucket bucket, LandingGrammar grammar) {}

    /** @param loader with the patience of the rules */
    public Sweep(
            Landing landing,
            DatasetName stagingDataset,
            Ledger ledger,
            LedgerView view,
            Warehouse warehouse,
            FileIntake intake,
            TableLoader loader,
            MergeQueue merges,
            SweepRules rules,
            Clock clock,
            TransitionLog log) {
        this.lostEvents =
                new LostEvents(landing.name(), landing.bucket(), landing.grammar(), ledger, view, intake, clock, log);
        this.orphans = new OrphanedStaging(stagingDataset, warehouse, view, clock, log);
        this.ledger = ledger;
        this.view = view;
        this.specs = new TableSpecs(ledger, warehouse);
        this.intake = intake;
        this.loader = loader;
        this.merges = merges;
        this.rules = rules;
        this.clock = clock;
        this.log = log;
    }

    /**
     * Sweeps once.
     *
     * @param event names this sweep as the holder of leases; its redelivery takes them over
     * @param deadline no step begins after it; the next sweep goes on
     */
    public SweepReport run(String event, Instant deadline) {
        SweepReport.Builder report = new SweepReport.Builder();
        Map<TableId, TableSpec> awake = lostEvents.find(rules, deadline, report);
        Instant now = clock.instant();
        StalledTables stalled = new StalledTables(ledger, view, event, now, now.minus(rules.grace()));
        if (!rules.dryRun()) {
            stalled.holding().forEach(table -> commit(table, awake, deadline, report));
        }
        load(awake, stalled.unloaded(), event, deadline, report);
        announce(stalled.unmerged(), deadline, report);
        orphans.drop(rules, deadline, report);
        SweepReport swept = report.build();
        log.info(
                swept.complete() ? "SWEPT" : "SWEPT IN PART",
                "objects",
                swept.objects(),
                "findings",
                swept.all(),
                "left",
                swept.left());
        return swept;
    }

    /** Lets go what a marker committed whose event was lost. */
    private void commit(TableId table, Map<TableId, TableSpec> awake, Instant deadline, SweepReport.Builder report) {
        if (!clock.instant().isBefore(deadline)) {
            report.cutShort();
            return;
        }
        Optional<TableSpec> spec = specs.of(table);
        if (spec.isPresent() && intake.review(spec.get())) {
            awake.put(table, spec.get());
            Stall committed = new Stall(Finding.Kind.LOST_COMMIT, "files were held although they are committed");
            report.add(finding(table, committed, Healing.HEALED, "; they have landed"));
        }
    }

    private void load(
            Map<TableId, TableSpec> awake,
            Map<TableId, Stall> stalls,
            String event,
            Instant deadline,
            SweepReport.Builder report) {
        Map<TableId, @Nullable Stall> tables = new LinkedHashMap<>(stalls);
        awake.keySet().forEach(table -> tables.putIfAbsent(table, null));
        List<Runnable> work = new ArrayList<>();
        tables.forEach((table, stall) -> {
            if (stall != null && rules.dryRun()) {
                report.add(finding(table, stall, Healing.FOUND, ""));
            } else if (!rules.dryRun()) {
                work.add(() -> load(table, Optional.ofNullable(awake.get(table)), stall, event, deadline, report));
            }
        });
        sideBySide(work);
    }

    private void load(
            TableId table,
            Optional<TableSpec> known,
            @Nullable Stall stall,
            String event,
            Instant deadline,
            SweepReport.Builder report) {
        if (!clock.instant().isBefore(deadline)) {
            report.cutShort();
            return;
        }
        try {
            Optional<TableSpec> spec = known.isPresent() ? known : specs.of(table);
            if (spec.isEmpty()) {
                throw new IllegalStateException("Table " + table + " has neither spec nor target any more");
            }
            loader.drain(spec.get(), event);
            if (stall != null) {
                report.add(finding(table, stall, Healing.HEALED, "; loaded, or left to its holder"));
            }
        } catch (RuntimeException e) {
            // One table must not keep the others from being swept.
            log.warning("SWEEP LEAVES TABLE", "table", table, "error", String.valueOf(e.getMessage()));
            Stall why = stall == null ? new Stall(Finding.Kind.UNLOADED_FILES, "files were found") : stall;
            report.add(finding(table, why, Healing.LEFT, "; " + e.getMessage()));
        }
    }

    private void announce(Map<TableId, Stall> stalls, Instant deadline, SweepReport.Builder report) {
        stalls.forEach((table, stall) -> {
            if (rules.dryRun()) {
                report.add(finding(table, stall, Healing.FOUND, ""));
            } else if (clock.instant().isBefore(deadline)) {
                merges.announce(table);
                report.add(finding(table, stall, Healing.HEALED, "; its merge is announced again"));
            } else {
                report.cutShort();
            }
        });
    }

    private Finding finding(TableId table, Stall stall, Healing healing, String more) {
        Finding finding = new Finding(stall.kind(), table, table.toString(), healing, stall.detail() + more);
        log.info("SWEEP", "table", table, "finding", finding.kind(), "healing", healing, "reason", finding.detail());
        return finding;
    }

    private void sideBySide(List<Runnable> work) {
        if (work.isEmpty()) {
            return;
        }
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(work.size(), rules.tablesAtOnce()));
        try {
            List<Future<?>> running = new ArrayList<>();
            work.forEach(table -> running.add(threads.submit(table)));
            for (Future<?> table : running) {
                table.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while sweeping", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("The sweep failed: " + e.getMessage(), e);
        } finally {
            threads.shutdownNow();
        }
    }
}
