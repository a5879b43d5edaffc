package dev.landfall.core.sweep;

import dev.landfall.core.ledger.BatchRecord;
import dev.landfall.core.ledger.BatchState;
import dev.landfall.core.ledger.FileRecord;
import dev.landfall.core.ledger.FileState;
import dev.landfall.core.ledger.LeaseKind;
import dev.landfall.core.ledger.LeaseState;
import dev.landfall.core.ledger.Ledger;
import dev.landfall.core.ledger.LedgerView;
import dev.landfall.core.ledger.TableRecord;
import dev.landfall.core.sweep.Finding.Kind;
import dev.landfall.core.table.TableId;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the tables whose work stands still: the lease is free or has expired, and what waits is older than the grace.
 *
 * <p>Cost: one document read per table, per batch that is under way, and per landed or held file up to {@value #MOST}; beyond
 * that, one more query per table.
 */
final class StalledTables {
    private static final int MOST = 2_000;

    private final Ledger ledger;
    private final LedgerView view;
    private final String event;
    private final Map<TableId, TableRecord> tables = new LinkedHashMap<>();
    private final Instant now;
    private final Instant until;

    /**
     * @param event the sweep's: a lease in its name is that of an earlier delivery, which died, and is no reason to wait
     * @param until what is younger is left to its event
     */
    StalledTables(Ledger ledger, LedgerView view, String event, Instant now, Instant until) {
        this.ledger = ledger;
        this.view = view;
        this.event = event;
        this.now = now;
        this.until = until;
        view.tables().forEach(table -> tables.put(table.id(), table));
    }

    /** Why a table stands still. */
    record Stall(Kind kind, String detail) {}

    /** Tables that nobody loads, each with the reason; the longest waiting first. */
    Map<TableId, Stall> unloaded() {
        Map<TableId, Instant> oldest = new LinkedHashMap<>();
        for (FileRecord file : landed()) {
            Instant since = file.reached().getOrDefault(FileState.LANDED, Instant.EPOCH);
            if (file.table() != null) {
                oldest.merge(file.table(), since, (a, b) -> a.isBefore(b) ? a : b);
            }
        }
        Map<TableId, Stall> stalls = new LinkedHashMap<>(stalled(BatchState.LOADING, LeaseKind.LOAD, Kind.DEAD_LOADER));
        oldest.entrySet().stream()
                .filter(entry -> !entry.getValue().isAfter(until))
                .sorted(Map.Entry.comparingByValue())
                .forEach(entry -> {
                    TableId table = entry.getKey();
                    lease(table, LeaseKind.LOAD)
                            .ifPresent(lease -> stalls.putIfAbsent(
                                    table,
                                    new Stall(
                                            Kind.UNLOADED_FILES,
                                            "files are LANDED since " + entry.getValue() + ", " + lease)));
                });
        return stalls;
    }

    /** Tables with files that wait for the commit of their directory for longer than the grace. */
    Set<TableId> holding() {
        Set<TableId> holding = new TreeSet<>();
        for (FileRecord file : ledger.files(null, FileState.HELD, MOST)) {
            Instant since = file.reached().getOrDefault(FileState.HELD, Instant.EPOCH);
            if (file.table() != null && !since.isAfter(until)) {
                holding.add(file.table());
            }
        }
        return holding;
    }

    /** Tables that nobody merges, each with the reason. */
    Map<TableId, Stall> unmerged() {
        Map<TableId, Stall> stalls =
                new LinkedHashMap<>(stalled(BatchState.MERGING, LeaseKind.MERGE, Kind.DEAD_MERGER));
        stalled(BatchState.STAGED, LeaseKind.MERGE, Kind.UNMERGED_BATCHES).forEach(stalls::putIfAbsent);
        for (TableRecord table : tables.values()) {
            boolean died = table.mergeLease().holder() != null
                    && !table.mergeLease().expires().isAfter(now);
            // The last steps of a merge leave the table with an open merge and no batch under way.
            if (table.merge() != null && (died || table.mergeLease().holder() == null)) {
                stalls.putIfAbsent(
                        table.id(),
                        new Stall(Kind.DEAD_MERGER, "merge " + table.merge().id() + " is open and nobody is at it"));
            }
        }
        return stalls;
    }

    private Map<TableId, Stall> stalled(BatchState state, LeaseKind kind, Kind finding) {
        Map<TableId, Stall> stalls = new LinkedHashMap<>();
        for (BatchRecord batch : view.batches(null, state, MOST)) {
            Instant since = batch.reached().getOrDefault(state, Instant.EPOCH);
            Optional<String> lease = lease(batch.table(), kind);
            boolean died = expired(batch.table(), kind);
            if (lease.isPresent() && (died || !since.isAfter(until))) {
                stalls.putIfAbsent(
                        batch.table(),
                        new Stall(
                                finding,
                                "batch " + batch.id() + " is " + state + " since " + since + ", " + lease.get()));
            }
        }
        return stalls;
    }

    private Collection<FileRecord> landed() {
        List<FileRecord> some = ledger.files(null, FileState.LANDED, MOST);
        if (some.size() < MOST) {
            return some;
        }
        // Few tables with many files may hide the others.
        return tables.keySet().stream()
                .flatMap(table -> ledger.files(table, FileState.LANDED, 1).stream())
                .toList();
    }

    /** Empty while somebody holds the lease, else how it stands. */
    private Optional<String> lease(TableId table, LeaseKind kind) {
        LeaseState lease = Optional.ofNullable(tables.get(table))
                .map(record -> record.lease(kind))
                .orElse(LeaseState.FREE);
        if (lease.holder() == null) {
            return Optional.of("nobody is at it");
        }
        if (lease.holder().equals(event)) {
            return Optional.of("an earlier delivery of this sweep held it");
        }
        return lease.expires().isAfter(now)
                ? Optional.empty()
                : Optional.of("its holder is gone since " + lease.expires());
    }

    private boolean expired(TableId table, LeaseKind kind) {
        TableRecord record = tables.get(table);
        return record != null
                && record.lease(kind).holder() != null
                && (!record.lease(kind).expires().isAfter(now)
                        || event.equals(record.lease(kind).holder()));
    }
}
