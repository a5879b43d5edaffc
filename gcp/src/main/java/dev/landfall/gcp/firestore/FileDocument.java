package dev.landfall.gcp.firestore;

import dev.landfall.core.ledger.BatchId;
import dev.landfall.core.ledger.FileRecord;
import dev.landfall.core.ledger.FileState;
import dev.landfall.core.ledger.LandedObject;
import dev.landfall.core.ledger.Loadable;
import dev.landfall.core.table.TableId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code files/<sha256>}. */
final class FileDocument {
    private FileDocument() {}

    static Map<String, Object> write(FileRecord file) {
        LandedObject object = file.object();
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("state", file.state().name());
        document.put("table", file.table() == null ? null : file.table().toString());
        document.put("uri", object.uri());
        document.put("bucket", object.bucket());
        document.put("name", object.name());
        document.put("generation", object.generation());
        document.put("size", object.sizeBytes());
        document.put("crc32c", object.crc32c());
        document.put("rows", file.rows());
        document.put("batch", file.batch() == null ? null : file.batch().value());
        document.put("jobs", file.jobs());
        document.put("attempts", file.attempts());
        document.put("duplicates", file.duplicates());
        document.put("error", Fields.error(file.error()));
        document.put("waits_for", file.waitsFor());
        document.put("at", Fields.times(file.reached()));
        document.put("history", FileSteps.write(file.history()));
        Loadable loadable = file.loadable();
        if (loadable != null) {
            document.put("sequence", loadable.sequence());
            LoadableFields.put(document, loadable.encoding(), loadable.layout());
        }
        return document;
    }

    static FileRecord read(String id, Map<String, Object> values) {
        Fields fields = new Fields("files/" + id, values);
        @Nullable String table = fields.textOrNull("table");
        @Nullable String batch = fields.textOrNull("batch");
        return new FileRecord(
                new LandedObject(
                        fields.text("bucket"),
                        fields.text("name"),
                        fields.number("generation"),
                        fields.number("size"),
                        fields.textOrNull("crc32c")),
                table == null ? null : TableId.parse(table),
                fields.has("format")
                        ? new Loadable(
                                LoadableFields.encoding(fields),
                                LoadableFields.layout(fields),
                                fields.number("sequence"))
                        : null,
                FileState.valueOf(fields.text("state")),
                batch == null ? null : new BatchId(batch),
                fields.texts("jobs"),
                fields.numberOrNull("rows"),
                fields.number("duplicates"),
                Math.toIntExact(fields.number("attempts")),
                fields.error(),
                fields.textOrNull("waits_for"),
                fields.times("at", FileState::valueOf),
                FileSteps.read(fields.maps("history")));
    }
}
