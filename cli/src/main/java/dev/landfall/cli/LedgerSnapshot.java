package dev.landfall.cli;

import dev.landfall.core.ledger.FileRecord;
import dev.landfall.core.ledger.FileState;
import dev.landfall.core.ledger.Ledger;
import dev.landfall.core.ledger.TableRecord;
import dev.landfall.core.status.TableStatus;
import dev.landfall.core.table.TableId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The ledger at one moment, by table.
 *
 * @param tables in the order of their names; files whose path names no table come last, under {@code (no table)}
 * @param failures files that failed or were rejected, in the order of their names
 * @param truncated true if there are more files than were read
 */
public record LedgerSnapshot(List<TableStatus> tables, List<FileRecord> failures, boolean truncated) {
    static final int MOST_FILES = 100_000;
    private static final String NO_TABLE = "(no table)";

    public LedgerSnapshot {
        tables = List.copyOf(tables);
        failures = List.copyOf(failures);
    }

    /** Reads the whole ledger, or what it says of one table. */
    public static LedgerSnapshot read(Ledger ledger, @Nullable TableId only) {
        List<FileRecord> files = ledger.files(only, null, MOST_FILES);
        Map<String, List<FileRecord>> byTable = new TreeMap<>();
        Map<String, TableRecord> records = new TreeMap<>();
        for (TableRecord record : ledger.tables()) {
            if (only == null || record.id().equals(only)) {
                records.put(record.id().toString(), record);
                byTable.put(record.id().toString(), new ArrayList<>());
            }
        }
        for (FileRecord file : files) {
            String table = file.table() == null ? NO_TABLE : file.table().toString();
            byTable.computeIfAbsent(table, name -> new ArrayList<>()).add(file);
        }
        List<TableStatus> statuses = new ArrayList<>();
        byTable.forEach((name, ofTable) -> statuses.add(TableStatus.of(name, records.get(name), ofTable)));
        statuses.sort(
                Comparator.comparing((TableStatus status) -> status.table().equals(NO_TABLE))
                        .thenComparing(TableStatus::table));
        List<FileRecord> failures = files.stream()
                .filter(file -> file.state() == FileState.FAILED || file.state() == FileState.REJECTED)
                .sorted(Comparator.comparing(file -> file.object().uri()))
                .toList();
        return new LedgerSnapshot(statuses, failures, files.size() == MOST_FILES);
    }
}
