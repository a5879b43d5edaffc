package dev.landfall.core.status;

import dev.landfall.core.ledger.FileCounts;
import dev.landfall.core.ledger.FileState;
import dev.landfall.core.ledger.LeaseKind;
import dev.landfall.core.ledger.LeaseState;
import dev.landfall.core.ledger.MergeCounts;
import dev.landfall.core.ledger.MergeRecord;
import dev.landfall.core.ledger.TableRecord;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How one table stands.
 *
 * @param table its name, or a name for the files whose path tells none
 * @param freshAsOf the landing time of the newest merged file: everything that landed before it and is not in the
 *     backlog or failed is in the target; null if nothing was merged yet
 * @param rows of all merges
 * @param waiting what the backlog waits for; null if there is none
 */
public record TableStatus(
        String table,
        @Nullable Instant freshAsOf,
        FileCounts files,
        MergeCounts rows,
        @Nullable String waiting) {
    /** @param record the table's own record */
    public static TableStatus of(TableRecord record, FileCounts files, Instant now) {
        return new TableStatus(
                record.id().toString(),
                record.freshAsOf(),
                files,
                record.total(),
                waiting(record, files, now).orElse(null));
    }

    /** Files of which the ledger has no table. */
    public static TableStatus ofOthers(String name, FileCounts files) {
        return new TableStatus(name, null, files, MergeCounts.NONE, null);
    }

    private static Optional<String> waiting(TableRecord record, FileCounts files, Instant now) {
        MergeRecord merge = record.merge();
        if (merge != null && merge.deferred() != null) {
            return Optional.of(
                    merge.deferred().message() + ". " + merge.deferred().advice());
        }
        if (merge != null) {
            return Optional.of(holder(record, LeaseKind.MERGE, "merge", now)
                            .orElse("its merge stands still until the next message or sweep")
                    + " (job " + merge.job(record.id()) + ")");
        }
        if (files.in(FileState.LANDED) + files.in(FileState.LOADING) > 0) {
            return holder(record, LeaseKind.LOAD, "load", now)
                    .or(() -> Optional.of("landed files wait for the next event or sweep"));
        }
        if (files.in(FileState.STAGED) + files.in(FileState.MERGING) > 0) {
            return holder(record, LeaseKind.MERGE, "merge", now)
                    .or(() -> Optional.of("staged rows wait for the merge function, or the next sweep"));
        }
        return files.in(FileState.HELD) == 0
                ? Optional.empty()
                : Optional.of(files.in(FileState.HELD) + " files are held until their directory is committed;"
                        + " 'landfall files --state HELD' names what each waits for");
    }

    private static Optional<String> holder(TableRecord record, LeaseKind kind, String step, Instant now) {
        LeaseState lease = record.lease(kind);
        if (lease.holder() == null) {
            return Optional.empty();
        }
        return Optional.of(
                lease.expires().isAfter(now)
                        ? "a " + step + " is under way, since it holds the lease until " + lease.expires()
                        : "the holder of the " + step + " lease is gone since " + lease.expires()
                                + "; the next event or sweep goes on");
    }
}
