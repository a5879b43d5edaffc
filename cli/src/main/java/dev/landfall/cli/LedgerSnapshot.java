package dev.landfall.cli;

import dev.landfall.core.ledger.FileCounts;
import dev.landfall.core.ledger.FileRecord;
import dev.landfall.core.ledger.FileState;
import dev.landfall.core.ledger.LedgerView;
import dev.landfall.core.ledger.TableRecord;
import dev.landfall.core.status.TableStatus;
import dev.landfall.core.table.TableId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The ledger at one moment, by table. Files are counted by the database and not read, but for the first of those that
 * failed.
 *
 * @param tables in the order of their names; files of tables that the ledger does not know come last
 * @param failures some of the files that failed or were rejected, in the order of their names
 * @param failed how many failed or were rejected in all
 */
public record LedgerSnapshot(List<TableStatus> tables, List<FileRecord> failures, long failed) {
    static final int MOST_FAILURES = 100;
    private static final String OTHERS = "(no such table)";

    public LedgerSnapshot {
        tables = List.copyOf(tables);
        failures = List.copyOf(failures);
    }

    /** Counts the whole ledger, or what it says of one table. */
    public static LedgerSnapshot read(LedgerView ledger, @Nullable TableId only, Instant now) {
        Map<TableId, TableRecord> records = new TreeMap<>();
        if (only == null) {
            ledger.tables().forEach(record -> records.put(record.id(), record));
        } else {
            ledger.table(only).ifPresent(record -> records.put(only, record));
        }
        Map<TableId, FileCounts> counts = ledger.counts(only == null ? records.keySet() : List.of(only));
        List<TableStatus> tables = new ArrayList<>();
        records.forEach(
                (id, record) -> tables.add(TableStatus.of(record, counts.getOrDefault(id, FileCounts.NONE), now)));
        FileCounts others = only == null ? ledger.counts() : counts.getOrDefault(only, FileCounts.NONE);
        long failed = others.failed();
        for (TableStatus table : tables) {
            others = others.minus(table.files());
        }
        if (others.all() > 0) {
            tables.add(TableStatus.ofOthers(only == null ? OTHERS : only.toString(), others));
        }
        return new LedgerSnapshot(tables, failures(ledger, only), failed);
    }

    private static List<FileRecord> failures(LedgerView ledger, @Nullable TableId only) {
        List<FileRecord> failures = new ArrayList<>();
        for (FileState state : List.of(FileState.FAILED, FileState.REJECTED)) {
            Iterator<FileRecord> files = ledger.files(only, state);
            while (failures.size() < MOST_FAILURES && files.hasNext()) {
                failures.add(files.next());
            }
        }
        failures.sort(Comparator.comparing(file -> file.object().uri()));
        return failures;
    }
}
