package dev.landfall.core.ledger;

import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TableSpec;
import java.time.Instant;
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
        @Nullable Long snapshot) {
    public static TableRecord fresh(TableId id) {
        return new TableRecord(
                id, null, LeaseState.FREE, LeaseState.FREE, 0, null, MergeCounts.NONE, 0, null, null, null);
    }

    public LeaseState lease(LeaseKind kind) {
        return switch (kind) {
            case LOAD -> loadLease;
            case MERGE -> mergeLease;
        };
    }

    TableRecord withLease(LeaseKind kind, LeaseState lease) {
        return new TableRecord(
                id,
                spec,
                kind == LeaseKind.LOAD ? lease : loadLease,
                kind == LeaseKind.MERGE ? lease : mergeLease,
                serial,
                merge,
                total,
                merges,
                lastMerged,
                freshAsOf,
                snapshot);
    }

    TableRecord withSpec(TableSpec other) {
        return new TableRecord(
                id, other, loadLease, mergeLease, serial, merge, total, merges, lastMerged, freshAsOf, snapshot);
    }

    TableRecord withSerial(long other) {
        return new TableRecord(
                id, spec, loadLease, mergeLease, other, merge, total, merges, lastMerged, freshAsOf, snapshot);
    }

    TableRecord withMerge(@Nullable MergeRecord other) {
        return new TableRecord(
                id, spec, loadLease, mergeLease, serial, other, total, merges, lastMerged, freshAsOf, snapshot);
    }

    /** @param newest when the newest of the merged files landed */
    TableRecord merged(MergeCounts counts, Instant newest, Instant now) {
        Instant fresh = freshAsOf == null || newest.isAfter(freshAsOf) ? newest : freshAsOf;
        Long taken = merge == null ? null : merge.snapshot();
        Long greatest = taken == null || (snapshot != null && snapshot > taken) ? snapshot : taken;
        return new TableRecord(
                id, spec, loadLease, mergeLease, serial, null, total.plus(counts), merges + 1, now, fresh, greatest);
    }
}
