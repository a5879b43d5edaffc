package dev.landfall.core.merge;

import dev.landfall.core.ledger.BatchRecord;
import dev.landfall.core.ledger.FileRecord;
import dev.landfall.core.ledger.FileState;
import dev.landfall.core.ledger.Ledger;
import dev.landfall.core.table.TableId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The sequences of files, for modes in which the files of one sequence are a snapshot that is taken as a whole. */
record Sequences(Ledger ledger) {
    private static final int MOST_OPEN_FILES = 10_000;

    /** The batches of which no sequence has files that are still to be loaded. */
    List<BatchRecord> complete(TableId table, List<BatchRecord> staged) {
        Set<Long> open = new HashSet<>();
        for (FileState state : List.of(FileState.LANDED, FileState.LOADING)) {
            ledger.files(table, state, MOST_OPEN_FILES)
                    .forEach(file -> open.add(file.toLoad().sequence()));
        }
        return staged.stream()
                .filter(batch -> sequences(batch).noneMatch(open::contains))
                .toList();
    }

    /** The greatest sequence of the batches' files, also of those that hold no row. */
    long greatest(List<StagedBatch> batches) {
        return batches.stream()
                .flatMap(batch -> sequences(batch.batch()))
                .max(Long::compare)
                .orElse(Long.MIN_VALUE);
    }

    private Stream<Long> sequences(BatchRecord batch) {
        Long all = batch.content().sequence();
        return all != null
                ? Stream.of(all)
                : batch.content().files().stream()
                        .flatMap(id -> ledger.file(id).stream())
                        .map(FileRecord::toLoad)
                        .map(loadable -> loadable.sequence());
    }
}
