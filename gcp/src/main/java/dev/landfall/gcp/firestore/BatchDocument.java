package dev.landfall.gcp.firestore;

import dev.landfall.core.ledger.BatchContent;
import dev.landfall.core.ledger.BatchId;
import dev.landfall.core.ledger.BatchRecord;
import dev.landfall.core.ledger.BatchState;
import dev.landfall.core.ledger.FileId;
import dev.landfall.core.table.TableId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code batches/<id>}. */
final class BatchDocument {
    private BatchDocument() {}

    static Map<String, Object> write(BatchRecord batch) {
        BatchContent content = batch.content();
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("state", batch.state().name());
        document.put("table", batch.table().toString());
        document.put("staging", batch.staging().toString());
        document.put("files", content.files().stream().map(FileId::value).toList());
        document.put("uris", content.uris());
        document.put("sequence", content.sequence());
        LoadableFields.put(document, content.encoding(), content.layout());
        document.put("attempt", batch.attempt());
        document.put("jobs", batch.jobs());
        document.put("rows", batch.rows());
        document.put("merge", batch.merge());
        document.put("merge_alone", batch.mergeAlone());
        document.put("error", Fields.error(batch.error()));
        document.put("at", Fields.times(batch.reached()));
        document.put("newest", Fields.timestamp(batch.newest()));
        return document;
    }

    static BatchRecord read(String id, Map<String, Object> values) {
        Fields fields = new Fields("batches/" + id, values);
        @Nullable Instant newest = fields.time("newest");
        return new BatchRecord(
                new BatchId(id),
                TableId.parse(fields.text("table")),
                new BatchContent(
                        fields.texts("files").stream().map(FileId::new).toList(),
                        fields.texts("uris"),
                        LoadableFields.encoding(fields),
                        LoadableFields.layout(fields),
                        fields.numberOrNull("sequence")),
                TableId.parse(fields.text("staging")),
                BatchState.valueOf(fields.text("state")),
                Math.toIntExact(fields.number("attempt")),
                fields.texts("jobs"),
                fields.numberOrNull("rows"),
                fields.textOrNull("merge"),
                fields.flag("merge_alone"),
                fields.error(),
                fields.times("at", BatchState::valueOf),
                newest == null ? Instant.EPOCH : newest);
    }
}
