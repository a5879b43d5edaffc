package dev.landfall.cli;

import dev.landfall.core.ledger.FileRecord;
import dev.landfall.core.ledger.FileState;
import dev.landfall.core.ledger.LedgerView;
import dev.landfall.core.table.TableId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The files that may have brought a version, and those that were nearest to it.
 *
 * @param made merged files of exactly this sequence; one of them brought the row
 * @param before merged files of the next smaller sequences, the nearest first
 * @param after merged files of the next greater sequences, the nearest first
 */
record FilesOfSequence(List<FileRecord> made, List<FileRecord> before, List<FileRecord> after) {
    private static final int MOST_NEIGHBOURS = 3;

    /** Reads every merged file of the table: the ledger has no index by sequence, since it only grows. */
    static FilesOfSequence find(LedgerView ledger, TableId table, long sequence) {
        List<FileRecord> made = new ArrayList<>();
        Comparator<FileRecord> bySequence =
                Comparator.comparingLong(file -> file.toLoad().sequence());
        PriorityQueue<FileRecord> before = new PriorityQueue<>(bySequence);
        PriorityQueue<FileRecord> after = new PriorityQueue<>(bySequence.reversed());
        for (Iterator<FileRecord> files = ledger.files(table, FileState.MERGED); files.hasNext(); ) {
            FileRecord file = files.next();
            long other = file.toLoad().sequence();
            if (other == sequence) {
                made.add(file);
            } else {
                PriorityQueue<FileRecord> nearest = other < sequence ? before : after;
                nearest.add(file);
                if (nearest.size() > MOST_NEIGHBOURS) {
                    nearest.poll();
                }
            }
        }
        made.sort(Comparator.comparing(file -> file.object().uri()));
        return new FilesOfSequence(
                made,
                before.stream().sorted(bySequence.reversed()).toList(),
                after.stream().sorted(bySequence).toList());
    }
}
