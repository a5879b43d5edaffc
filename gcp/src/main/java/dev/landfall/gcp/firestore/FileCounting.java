package dev.landfall.gcp.firestore;

import com.google.api.core.ApiFuture;
import com.google.cloud.firestore.AggregateField;
import com.google.cloud.firestore.AggregateQuerySnapshot;
import com.google.cloud.firestore.Firestore;
import com.google.cloud.firestore.Query;
import dev.landfall.core.ledger.FileCounts;
import dev.landfall.core.ledger.FileState;
import dev.landfall.core.table.TableId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Counts files by aggregation queries: one read per thousand index entries, and none of a document. A state in which
 * there is no file at all is asked for once, not once per table.
 */
final class FileCounting {
    private static final AggregateField COUNT = AggregateField.count();
    private static final AggregateField.SumAggregateField DUPLICATES = AggregateField.sum("duplicates");
    /** Each has a query per state under way at once. */
    private static final int TABLES_AT_ONCE = 40;

    private final Query files;

    FileCounting(Firestore firestore) {
        this.files = firestore.collection("files");
    }

    FileCounts ofAll() {
        return start(files, List.of(FileState.values()), true).get();
    }

    Map<TableId, FileCounts> of(Collection<TableId> tables) {
        if (tables.isEmpty()) {
            return Map.of();
        }
        FileCounts all = ofAll();
        List<FileState> states = List.copyOf(all.files().keySet());
        boolean duplicates = all.duplicates() > 0;
        List<TableId> list = List.copyOf(tables);
        Map<TableId, FileCounts> counts = new LinkedHashMap<>();
        for (int from = 0; from < list.size(); from += TABLES_AT_ONCE) {
            Map<TableId, Pending> pending = new LinkedHashMap<>();
            for (TableId table : list.subList(from, Math.min(list.size(), from + TABLES_AT_ONCE))) {
                pending.put(table, start(files.whereEqualTo("table", table.toString()), states, duplicates));
            }
            pending.forEach((table, count) -> counts.put(table, count.get()));
        }
        return counts;
    }

    private static Pending start(Query files, List<FileState> states, boolean duplicates) {
        Map<FileState, ApiFuture<AggregateQuerySnapshot>> counts = new EnumMap<>(FileState.class);
        for (FileState state : states) {
            counts.put(
                    state,
                    files.whereEqualTo("state", state.name()).aggregate(COUNT).get());
        }
        List<ApiFuture<AggregateQuerySnapshot>> sums = new ArrayList<>();
        if (duplicates) {
            sums.add(files.aggregate(DUPLICATES).get());
        }
        return new Pending(counts, sums);
    }

    /** Queries that are under way; {@code sums} has none or one. */
    private record Pending(
            Map<FileState, ApiFuture<AggregateQuerySnapshot>> counts, List<ApiFuture<AggregateQuerySnapshot>> sums) {
        FileCounts get() {
            Map<FileState, Long> files = new EnumMap<>(FileState.class);
            counts.forEach((state, snapshot) -> {
                long count = FirestoreLedgerStore.get(snapshot).getCount();
                if (count > 0) {
                    files.put(state, count);
                }
            });
            long duplicates = 0;
            for (ApiFuture<AggregateQuerySnapshot> sum : sums) {
                duplicates +=
                        Objects.requireNonNullElse(FirestoreLedgerStore.get(sum).getLong(DUPLICATES), 0L);
            }
            return new FileCounts(files, duplicates);
        }
    }
}
