package dev.landfall.core.ledger;

import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TableSpec;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One table in the ledger.
 *
 * @param spec null while nobody applied one
 * @param serial of the last batch
 * @param merge the open merge, if one is under way
 * @param total rows of all merges
 * @param merges how many were finished
 * @param freshAsOf when the newest file that is in the target landed; null if nothing was merged yet
 * @param snapshot the greatest sequence that replaced the target's rows, even if by none; null for other modes
 * @param loads its use of the budget of load jobs
 */
public record TableRecord(
        TableId id,
        @Nullable TableSpec spec,
        LeaseState loadLease,
        LeaseState mergeLease,
        long serial,
        @Nullable MergeRecord merge,
        MergeCounts total,
        long merges,
        @Nullable Instant lastMerged,
        @Nullable Instant freshAsOf,
        @Nullable Long snapshot,
        LoadUse loads) {
    public static TableRecord fresh(TableId id) {
        return new TableRecord(
                id,
                null,
                LeaseState.FREE,
                LeaseState.FREE,
                0,
                null,
                MergeCounts.NONE,
                0,
                null,
                null,
                null,
                LoadUse.NONE);
    }

    public LeaseState lease(LeaseKind kind) {
        return switch (kind) {
            case LOAD -> loadLease;
            case MERGE -> mergeLease;
        };
    }

    TableRecord withLease(LeaseKind kind, LeaseState lease) {
        return change(draft -> {
            switch (kind) {
                case LOAD -> draft.loadLease = lease;
                case MERGE -> draft.mergeLease = lease;
            }
        });
    }

    TableRecord withSpec(TableSpec other) {
        return change(draft -> draft.spec = other);
    }

    TableRecord withSerial(long other) {
        return change(draft -> draft.serial = other);
    }

    TableRecord withMerge(@Nullable MergeRecord other) {
        return change(draft -> draft.merge = other);
    }

    TableRecord withLoads(LoadUse other) {
        return change(draft -> draft.loads = other);
    }

    /** @param newest when the newest of the merged files landed */
    TableRecord merged(MergeCounts counts, Instant newest, Instant now) {
        Long taken = merge == null ? null : merge.snapshot();
        return change(draft -> {
            draft.merge = null;
            draft.total = total.plus(counts);
            draft.merges = merges + 1;
            draft.lastMerged = now;
            draft.freshAsOf = freshAsOf == null || newest.isAfter(freshAsOf) ? newest : freshAsOf;
            draft.snapshot = taken == null || (snapshot != null && snapshot > taken) ? snapshot : taken;
        });
    }

    private TableRecord change(Consumer<Draft> change) {
        Draft draft = new Draft();
        change.accept(draft);
        return draft.record();
    }

    /** What may change, while a changed copy is made. */
    private final class Draft {
        private @Nullable TableSpec spec = TableRecord.this.spec;
        private LeaseState loadLease = TableRecord.this.loadLease;
        private LeaseState mergeLease = TableRecord.this.mergeLease;
        private long serial = TableRecord.this.serial;
        private @Nullable MergeRecord merge = TableRecord.this.merge;
        private MergeCounts total = TableRecord.this.total;
        private long merges = TableRecord.this.merges;
        private @Nullable Instant lastMerged = TableRecord.this.lastMerged;
        private @Nullable Instant freshAsOf = TableRecord.this.freshAsOf;
        private @Nullable Long snapshot = TableRecord.this.snapshot;
        private LoadUse loads = TableRecord.this.loads;

        TableRecord record() {
            return new TableRecord(
                    id,
                    spec,
                    loadLease,
                    mergeLease,
                    serial,
                    merge,
                    total,
                    merges,
                    lastMerged,
                    freshAsOf,
                    snapshot,
                    loads);
        }
    }
}
