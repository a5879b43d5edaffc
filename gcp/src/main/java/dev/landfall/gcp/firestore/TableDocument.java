package dev.landfall.gcp.firestore;

import dev.landfall.core.ledger.BatchId;
import dev.landfall.core.ledger.LeaseState;
import dev.landfall.core.ledger.LoadUse;
import dev.landfall.core.ledger.MergeCounts;
import dev.landfall.core.ledger.MergeRecord;
import dev.landfall.core.ledger.TableRecord;
import dev.landfall.core.table.TableId;
import dev.landfall.core.table.TableSpec;
import dev.landfall.core.table.TableSpecCodec;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code tables/<dataset>.<table>}. */
final class TableDocument {
    private TableDocument() {}

    static Map<String, Object> write(TableRecord table) {
        TableSpec spec = table.spec();
        MergeRecord merge = table.merge();
        Instant lastMerged = table.lastMerged();
        Instant freshAsOf = table.freshAsOf();
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("spec", spec == null ? null : TableSpecCodec.toMap(spec));
        document.put("load_lease", lease(table.loadLease()));
        document.put("merge_lease", lease(table.mergeLease()));
        document.put("serial", table.serial());
        document.put("merge", merge == null ? null : merge(merge));
        document.put("merges", table.merges());
        document.put("rows_staged", table.total().source());
        document.put("rows_inserted", table.total().inserted());
        document.put("rows_updated", table.total().updated());
        document.put("rows_deleted", table.total().deleted());
        document.put("rows_rejected", table.total().rejected());
        document.put("rows_ignored", table.total().ignored());
        document.put("last_merged", lastMerged == null ? null : Fields.timestamp(lastMerged));
        document.put("snapshot", table.snapshot());
        document.put("fresh_as_of", freshAsOf == null ? null : Fields.timestamp(freshAsOf));
        document.put("loads", loads(table.loads()));
        return document;
    }

    static TableRecord read(String id, Map<String, Object> values) {
        Fields fields = new Fields("tables/" + id, values);
        return new TableRecord(
                TableId.parse(id),
                fields.has("spec") ? TableSpecCodec.fromMap(fields.map("spec").values()) : null,
                lease(fields.map("load_lease")),
                lease(fields.map("merge_lease")),
                fields.number("serial"),
                fields.has("merge") ? merge(fields.map("merge")) : null,
                new MergeCounts(
                        fields.number("rows_staged"),
                        fields.number("rows_inserted"),
                        fields.number("rows_updated"),
                        fields.numberOrZero("rows_deleted"),
                        fields.numberOrZero("rows_rejected")),
                fields.number("merges"),
                fields.time("last_merged"),
                fields.time("fresh_as_of"),
                fields.numberOrNull("snapshot"),
                loads(fields.map("loads")));
    }

    private static Map<String, @Nullable Object> loads(LoadUse use) {
        Instant notBefore = use.notBefore();
        Map<String, @Nullable Object> map = new LinkedHashMap<>(MeterDocument.write(use.meter()));
        map.put("not_before", notBefore == null ? null : Fields.timestamp(notBefore));
        map.put("alarm", use.alarm());
        return map;
    }

    private static LoadUse loads(Fields fields) {
        return new LoadUse(MeterDocument.read(fields), fields.time("not_before"), fields.textOrNull("alarm"));
    }

    private static Map<String, @Nullable Object> lease(LeaseState lease) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("token", lease.token());
        map.put("holder", lease.holder());
        map.put("expires", Fields.timestamp(lease.expires()));
        map.put("wanted", lease.wanted());
        return map;
    }

    private static LeaseState lease(Fields fields) {
        @Nullable Instant expires = fields.time("expires");
        return new LeaseState(
                fields.number("token"),
                fields.textOrNull("holder"),
                expires == null ? Instant.EPOCH : expires,
                fields.flag("wanted"));
    }

    private static Map<String, @Nullable Object> merge(MergeRecord merge) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("id", merge.id());
        map.put("attempt", merge.attempt());
        map.put("batches", merge.batches().stream().map(BatchId::value).toList());
        map.put("rows_rejected", merge.rejected());
        map.put("snapshot", merge.snapshot());
        map.put("deferred", Fields.error(merge.deferred()));
        return map;
    }

    private static MergeRecord merge(Fields fields) {
        return new MergeRecord(
                fields.text("id"),
                Math.toIntExact(fields.number("attempt")),
                fields.texts("batches").stream().map(BatchId::new).toList(),
                fields.numberOrZero("rows_rejected"),
                fields.numberOrNull("snapshot"),
                fields.error("deferred"));
    }
}
