package dev.landfall.core.ledger;

import dev.landfall.core.table.TableId;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Names a batch after its content: a hash of table, serial number and exact file list, then the serial number. Fit for
 * a table name and a job id. The hash comes first so that document ids do not grow in one direction.
 */
public record BatchId(String value) implements Comparable<BatchId> {
    private static final int HASH_LENGTH = 12;

    /** @param serial the table's how-manieth batch this is */
    public static BatchId of(TableId table, long serial, List<FileId> files) {
        String content = files.stream().sorted().map(FileId::value).collect(Collectors.joining("\n"));
        String hash = Hashes.sha256(table + "\n" + serial + "\n" + content);
        return new BatchId(hash.substring(0, HASH_LENGTH) + "_" + String.format("%06d", serial));
    }

    /** A name for a set of batches, the same for the same set. */
    public static String nameOf(TableId table, List<BatchId> batches) {
        String content = batches.stream().sorted().map(BatchId::value).collect(Collectors.joining("\n"));
        return Hashes.sha256(table + "\n" + content).substring(0, HASH_LENGTH);
    }

    @Override
    public int compareTo(BatchId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
